// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/**
 * How lists know a keyword.
 *
 * @param mask its bit in {@link MailList#bits}
 * @param exact false: more keywords exist than bits; an email whose mask bit is set may have it, and its row tells
 */
public record Keyword(String name, long mask, boolean exact) {}
