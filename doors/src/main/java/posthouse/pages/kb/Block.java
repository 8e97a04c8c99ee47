// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import java.util.List;

/** A paragraph (one item), a list, or code (text). */
public record Block(Kind kind, String text, List<List<Span>> items) {
    /** What it is. */
    public enum Kind {
        PARAGRAPH,
        LIST,
        CODE
    }
}
