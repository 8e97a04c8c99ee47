// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import posthouse.pages.kb.Article.Section;

/** Reads the few marks that articles use: headings, paragraphs, lists, code blocks, bold, code and links. */
public final class ArticleReader {
    private final List<Section> sections = new ArrayList<>();
    private String title = "";
    private String heading = "";
    private List<Block> blocks = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private List<List<Span>> items = new ArrayList<>();
    private final StringBuilder code = new StringBuilder();
    private boolean inCode;

    private ArticleReader() {}

    public static Article read(String id, String markdown) {
        ArticleReader r = new ArticleReader();
        markdown.lines().forEach(r::line);
        r.endSection();
        return new Article(id, r.title, List.copyOf(r.sections));
    }

    private void line(String line) {
        if (line.startsWith("```")) {
            endText();
            if (inCode) blocks.add(new Block(Block.Kind.CODE, code.toString().stripTrailing(), List.of()));
            code.setLength(0);
            inCode = !inCode;
        } else if (inCode) code.append(line).append('\n');
        else if (line.startsWith("# ")) title = line.substring(2).strip();
        else if (line.startsWith("## ")) {
            endSection();
            heading = line.substring(3).strip();
        } else if (line.startsWith("- ")) {
            endParagraph();
            items.add(spans(line.substring(2).strip()));
        } else if (line.isBlank()) endText();
        else {
            if (!items.isEmpty()) endList();
            if (!paragraph.isEmpty()) paragraph.append(' ');
            paragraph.append(line.strip());
        }
    }

    private void endSection() {
        endText();
        if (!heading.isEmpty() || !blocks.isEmpty())
            sections.add(new Section(
                    heading, heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), List.copyOf(blocks)));
        blocks = new ArrayList<>();
    }

    private void endText() {
        endParagraph();
        endList();
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) blocks.add(new Block(Block.Kind.PARAGRAPH, "", List.of(spans(paragraph.toString()))));
        paragraph.setLength(0);
    }

    private void endList() {
        if (!items.isEmpty()) blocks.add(new Block(Block.Kind.LIST, "", List.copyOf(items)));
        items = new ArrayList<>();
    }

    static List<Span> spans(String s) {
        List<Span> out = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < s.length()) {
            char c = s.charAt(at);
            int end = -1;
            if (c == '`' && (end = s.indexOf('`', at + 1)) > 0) {
                flush(plain, out);
                out.add(new Span(Span.Kind.CODE, s.substring(at + 1, end), ""));
                at = end + 1;
            } else if (s.startsWith("**", at) && (end = s.indexOf("**", at + 2)) > 0) {
                flush(plain, out);
                out.add(new Span(Span.Kind.STRONG, s.substring(at + 2, end), ""));
                at = end + 2;
            } else if (c == '*' && (end = emphasisEnd(s, at)) > 0) {
                flush(plain, out);
                out.add(new Span(Span.Kind.EMPHASIS, s.substring(at + 1, end), ""));
                at = end + 1;
            } else if (c == 'K'
                    && s.startsWith("KB", at)
                    && at + 6 <= s.length()
                    && s.substring(at + 2, at + 6).chars().allMatch(Character::isDigit)) {
                flush(plain, out);
                String id = s.substring(at, at + 6);
                out.add(new Span(Span.Kind.LINK, id, "/kb/" + id));
                at += 6;
            } else {
                plain.append(c);
                at++;
            }
        }
        flush(plain, out);
        return List.copyOf(out);
    }

    /** The star that ends what this one begins; a star beside a space, as in a filter or a product, is only a star. */
    private static int emphasisEnd(String s, int at) {
        if (at + 1 >= s.length() || s.charAt(at + 1) == ' ' || s.charAt(at + 1) == '*') return -1;
        int end = s.indexOf('*', at + 1);
        return end > 0 && s.charAt(end - 1) != ' ' ? end : -1;
    }

    private static void flush(StringBuilder plain, List<Span> out) {
        if (!plain.isEmpty()) out.add(new Span(Span.Kind.PLAIN, plain.toString(), ""));
        plain.setLength(0);
    }
}
