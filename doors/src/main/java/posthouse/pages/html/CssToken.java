// SPDX-License-Identifier: Apache-2.0
// CSS Syntax Module Level 3 §4
package posthouse.pages.html;

/** One token of a style sheet; escapes are already undone in {@code text}. */
record CssToken(Type type, String text) {
    enum Type {
        IDENT,
        FUNCTION,
        AT,
        HASH,
        STRING,
        URL,
        NUMBER,
        DELIM,
        SPACE,
        COLON,
        SEMICOLON,
        COMMA,
        OPEN,
        CLOSE,
        /** A string or address that is not closed or holds what it may not. */
        BAD
    }

    boolean is(Type other) {
        return type == other;
    }

    boolean is(Type other, String s) {
        return type == other && text.equals(s);
    }
}
