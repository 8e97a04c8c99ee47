// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

/**
 * Safe HTML.
 *
 * @param html a fragment
 * @param css rules for it, confined to {@code #mail}
 * @param blocked pictures from outside that were left out
 * @param authored the message sets colours
 */
public record Cleaned(String html, String css, int blocked, boolean authored) {}
