// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.util.regex.Pattern;

/** What is to be read on a page: its text without marks, styles and scripts. */
final class Readable {
    private static final Pattern UNSEEN =
            Pattern.compile("(?is)<(style|script|svg|head)\\b.*?</\\1>|<!--.*?-->|<!doctype[^>]*>");
    private static final Pattern BLOCK =
            Pattern.compile("(?i)</?(p|div|li|ul|h\\d|main|header|footer|nav|tr|form|br|label|button)\\b[^>]*>");

    private Readable() {}

    static String of(String html) {
        String text = visible(html);
        String inside = Pattern.compile("\"subject\":\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
        // The mailbox is drawn by its script from what the page carries: its first messages.
        return html.contains("id=\"boot\"") ? "Mailbox\n" + inside : text;
    }

    private static String visible(String html) {
        String text = UNSEEN.matcher(html).replaceAll(" ");
        text = BLOCK.matcher(text).replaceAll("\n");
        text = text.replaceAll("<[^>]*>", " ").replaceAll("[ \\t]+", " ");
        text = text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        return text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
