// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** A problem as its page shows it. */
public record ProblemView(
        String tone,
        String glyph,
        String lantern,
        String tag,
        String title,
        String said,
        String lead,
        List<Row> rows,
        List<Action> actions,
        String remedy,
        String kb,
        String about,
        String incident,
        String measured) {
    /** What works or does not, each with its glyph and its words. */
    public record Row(String glyph, String name, String words) {}

    /** A link that helps. */
    public record Action(String text, String href, boolean first) {}
}
