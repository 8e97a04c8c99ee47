// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The HTML of a sample message, built as a tree. */
final class SampleHtml {
    private SampleHtml() {}

    static String of(String text) {
        Document page = Document.createShell("");
        for (String paragraph : text.split("\n\n")) {
            Element p = page.body().appendElement("p");
            String[] lines = paragraph.split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) p.appendElement("br");
                p.appendText(lines[i]);
            }
        }
        return page.outerHtml();
    }
}
