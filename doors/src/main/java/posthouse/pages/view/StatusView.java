// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** The status page. */
public record StatusView(String house, String glyph, String title, String lead, List<Row> rows, String measured) {
    /** One service in plain words. */
    public record Row(String glyph, String name, String text, String state, String kb) {}
}
