// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

/** A run of text in an article. */
public record Span(Kind kind, String text, String href) {
    /** How it is set. */
    public enum Kind {
        PLAIN,
        STRONG,
        EMPHASIS,
        CODE,
        LINK
    }
}
