// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/**
 * The sign-in form in one of its states; an empty tone means that there is nothing to say.
 *
 * @param ahead scripts of the mailbox, which the browser fetches and compiles while somebody types
 */
public record SignInView(
        String house,
        String username,
        String next,
        boolean stay,
        Note note,
        String stateGlyph,
        String stateText,
        boolean published,
        List<String> ahead) {
    /** A line above the fields. */
    public record Note(String tone, String glyph, String text, String more, String kb) {
        public static final Note NONE = new Note("", "", "", "", "");
    }

    public String noteTone() {
        return note.tone();
    }

    public String noteGlyph() {
        return note.glyph();
    }

    public String noteText() {
        return note.text();
    }

    public String noteMore() {
        return note.more();
    }

    public String noteKb() {
        return note.kb();
    }
}
