// SPDX-License-Identifier: Apache-2.0
// RFC 3676 format=flowed
package posthouse.formats;

import java.util.ArrayList;
import java.util.List;

/** Flowed text: soft line breaks joined for reading, added for sending. */
public final class FlowedText {
    private static final int WIDTH = 76;

    /** A paragraph and how deep it is quoted. */
    public record Line(int quotes, String text) {}

    private FlowedText() {}

    /** Paragraphs of a flowed body. */
    public static List<Line> lines(String body, boolean delSp) {
        List<Line> out = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        int depth = -1;
        for (String raw : body.split("\r?\n", -1)) {
            int quotes = 0;
            while (quotes < raw.length() && raw.charAt(quotes) == '>') quotes++;
            String text = raw.substring(quotes);
            if (text.startsWith(" ")) text = text.substring(1);
            boolean signature = text.equals("-- ");
            if (depth >= 0 && (depth != quotes || signature)) {
                out.add(new Line(depth, paragraph.toString()));
                paragraph.setLength(0);
                depth = -1;
            }
            boolean soft = text.endsWith(" ") && !signature;
            paragraph.append(soft && delSp ? text.substring(0, text.length() - 1) : text);
            if (soft) {
                depth = quotes;
            } else {
                out.add(new Line(quotes, paragraph.toString()));
                paragraph.setLength(0);
                depth = -1;
            }
        }
        if (depth >= 0) out.add(new Line(depth, paragraph.toString()));
        return out;
    }

    /** Text with one line a paragraph, quotes marked by ">" again. */
    public static String unflow(String body, boolean delSp) {
        StringBuilder out = new StringBuilder(body.length());
        for (Line line : lines(body, delSp)) {
            if (!out.isEmpty()) out.append('\n');
            if (line.quotes() > 0) out.repeat(">", line.quotes()).append(' ');
            out.append(line.text());
        }
        return out.toString();
    }

    /** Breaks paragraphs at 76 characters with soft breaks, stuffing lines that need it. Lines end with CRLF. */
    public static String flow(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 16);
        for (String paragraph : text.split("\r?\n", -1)) {
            int quotes = 0;
            while (quotes < paragraph.length() && paragraph.charAt(quotes) == '>') quotes++;
            String prefix = ">".repeat(quotes) + (quotes > 0 ? " " : "");
            String rest = paragraph.substring(quotes).strip();
            if (paragraph.equals("-- ")) {
                out.append("-- \r\n");
                continue;
            }
            String lead = quotes == 0 ? leadingBlanks(paragraph) : "";
            rest = lead + rest;
            do {
                int end = breakAt(rest, WIDTH - prefix.length());
                String line = rest.substring(0, end);
                rest = rest.substring(end);
                boolean stuff =
                        quotes == 0 && (line.startsWith(" ") || line.startsWith(">") || line.startsWith("From "));
                out.append(prefix).append(stuff ? " " : "").append(line).append("\r\n");
            } while (!rest.isEmpty());
        }
        return out.toString();
    }

    private static String leadingBlanks(String s) {
        int i = 0;
        while (i < s.length() && s.charAt(i) == ' ') i++;
        return i == s.length() ? "" : s.substring(0, i);
    }

    private static int breakAt(String s, int width) {
        if (s.length() <= width) return s.length();
        int blank = s.lastIndexOf(' ', width - 1);
        while (blank > 0 && s.substring(0, blank).isBlank()) blank = -1;
        if (blank <= 0) blank = s.indexOf(' ', width);
        return blank < 0 ? s.length() : blank + 1;
    }
}
