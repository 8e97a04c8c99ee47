// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

/**
 * What every page has.
 *
 * @param css the pages' style sheet, in the page so that one request shows all
 * @param refresh seconds after which the browser asks again; 0 = never
 * @param to where it goes then; empty: the same address
 * @param bare a page that is one sheet on a phone
 */
public record Frame(String title, String nonce, String css, int refresh, String to, boolean bare) {}
