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
        List<String> works,
        List<String> affected,
        List<Action> actions,
        String remedy,
        String kb,
        String about,
        String incident) {
    /** A link that helps. */
    public record Action(String text, String href, boolean first) {}
}
