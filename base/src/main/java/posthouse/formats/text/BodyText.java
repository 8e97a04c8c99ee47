// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4 preview
package posthouse.formats.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.formats.BodyLists;
import posthouse.formats.FlowedText;
import posthouse.formats.HtmlText;
import posthouse.formats.MessageIndexer;
import posthouse.formats.Part;

/** The words of a message for its preview and for search. */
public final class BodyText {
    /** An HTML-only note in the plain alternative is shorter than this. */
    private static final int STUB = 80;

    /** Preview, and the texts to be found by a search, in reading order. */
    public record Result(String preview, List<String> searchable) {}

    private BodyText() {}

    public static Result of(Part root, BodyLists lists, Map<Part, byte[]> octets) {
        List<String> texts = new ArrayList<>();
        Set<Part> used = new LinkedHashSet<>();
        collect(lists, octets, texts, used);
        String preview = "";
        for (String text : texts) {
            preview = preview(text);
            if (!preview.isEmpty()) break;
        }
        embedded(root, octets, texts);
        return new Result(preview, texts);
    }

    private static void collect(BodyLists lists, Map<Part, byte[]> octets, List<String> texts, Set<Part> used) {
        int length = 0;
        for (Part p : lists.textBody()) length += add(p, octets, texts, used);
        if (length >= STUB) return;
        for (Part p : lists.htmlBody()) {
            if (!p.type().equals("text/html") || used.contains(p)) continue;
            List<String> html = new ArrayList<>();
            // what a browser would show counts more than "this mail needs an HTML reader"
            if (add(p, octets, html, used) > (length == 0 ? 0 : 2 * length + 40)) texts.addAll(0, html);
        }
    }

    private static int add(Part p, Map<Part, byte[]> octets, List<String> texts, Set<Part> used) {
        byte[] kept = octets.get(p);
        if (kept == null || !used.add(p)) return 0;
        String text = text(p, kept);
        texts.add(text);
        return text.strip().length();
    }

    private static void embedded(Part part, Map<Part, byte[]> octets, List<String> texts) {
        for (Part child : part.children()) {
            if (part.isMessage()) collect(BodyLists.of(child), octets, texts, new LinkedHashSet<>());
            embedded(child, octets, texts);
        }
    }

    private static String text(Part part, byte[] octets) {
        String s = CharacterSets.decode(octets, part.charset().orElse("")).text();
        if (part.type().equals("text/html")) return HtmlText.plain(s);
        if ("flowed".equalsIgnoreCase(part.parameters().get("format")))
            return FlowedText.unflow(s, "yes".equalsIgnoreCase(part.parameters().get("delsp")));
        return s;
    }

    /** The first words that are the writer's own: without quoted lines, their introduction and the signature. */
    static String preview(String text) {
        String own = words(text, true);
        return own.isEmpty() ? words(text, false) : own;
    }

    private static String words(String text, boolean ownOnly) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length() && out.length() < MessageIndexer.MAX_PREVIEW + 64) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            String line = text.substring(at, Math.min(end, at + 4_000)).strip();
            at = end + 1;
            if (ownOnly && line.equals("--")) break;
            if (ownOnly && (line.startsWith(">") || introduces(line, text, at))) continue;
            if (rule(line)) continue;
            append(out, line);
        }
        String s = out.toString().strip();
        if (s.length() <= MessageIndexer.MAX_PREVIEW) return s;
        int end = MessageIndexer.MAX_PREVIEW;
        return s.substring(0, Character.isHighSurrogate(s.charAt(end - 1)) ? end - 1 : end);
    }

    /** "On Friday Ada wrote:" before a quote. */
    private static boolean introduces(String line, String text, int next) {
        if (!line.endsWith(":") || line.length() > 200) return false;
        int i = next;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) i++;
        return i < text.length() && text.charAt(i) == '>';
    }

    /** A line of dashes, stars or the like says nothing in a preview. */
    private static boolean rule(String line) {
        return line.length() > 3
                && line.chars().noneMatch(Character::isLetterOrDigit)
                && line.chars().distinct().count() <= 3;
    }

    private static void append(StringBuilder out, String line) {
        boolean blank = !out.isEmpty();
        for (int i = 0; i < line.length() && out.length() < 2 * MessageIndexer.MAX_PREVIEW; i++) {
            char c = line.charAt(i);
            // Fillers that newsletters put after their preheader.
            if (c == '\u200B'
                    || c == '\u200C'
                    || c == '\u200D'
                    || c == '\uFEFF'
                    || c == '\u034F'
                    || c == '\u00AD'
                    || c == '\u2007') {
                if (c != '\u200D' && c != '\u200C') continue;
                if (i + 1 < line.length() && Character.isLetter(line.charAt(i + 1))) out.append(c);
                continue;
            }
            if (c <= ' ' || Character.isSpaceChar(c)) {
                blank = !out.isEmpty();
                continue;
            }
            if (blank) out.append(' ');
            blank = false;
            out.append(c);
        }
    }
}
