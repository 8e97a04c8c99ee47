// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** The status page. */
public record StatusView(String house, String glyph, String title, String lead, List<Row> rows, String measured) {
    /** One service in plain words: how it stands, its last days as bars, the share of the measured time in which it worked. */
    public record Row(String glyph, String name, String text, String kb, Bars bars, String share) {}

    /** The last days. What the bars show is said in the label too. */
    public record Bars(int width, String label, List<Bar> bars) {}

    /**
     * One day, or a run of days of which nothing is known.
     *
     * @param x where it begins
     * @param kind works, part, broken, off or unmeasured
     */
    public record Bar(int x, int width, String kind, String title) {}
}
