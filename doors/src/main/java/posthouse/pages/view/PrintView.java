// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** A message on paper; css and html come out of the cleaner. */
public record PrintView(String language, String subject, List<Line> lines, String css, String html) {
    /** A header line. */
    public record Line(String name, String value) {}
}
