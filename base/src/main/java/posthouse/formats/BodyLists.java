// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4 textBody, htmlBody, attachments
package posthouse.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The three flat views of a structure that clients show. */
public record BodyLists(List<Part> textBody, List<Part> htmlBody, List<Part> attachments) {
    public BodyLists {
        textBody = List.copyOf(textBody);
        htmlBody = List.copyOf(htmlBody);
        attachments = List.copyOf(attachments);
    }

    /** The RFC's algorithm on a root part. */
    public static BodyLists of(Part root) {
        List<Part> text = new ArrayList<>();
        List<Part> html = new ArrayList<>();
        List<Part> attachments = new ArrayList<>();
        walk(List.of(root), "mixed", 0, false, html, text, attachments);
        return new BodyLists(text, html, attachments);
    }

    /** True when a client should show a paper clip: something to save that is not merely shown inline. */
    public boolean hasAttachment() {
        return attachments.stream()
                .anyMatch(p -> !p.disposition().map("inline"::equals).orElse(false)
                        && !(p.cid().isPresent() && p.type().startsWith("image/") && !p.isAttachment()));
    }

    private static boolean inlineMedia(String type) {
        return type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/");
    }

    // Null lists are the RFC's way to say "this alternative does not collect here".
    private static void walk(
            List<Part> parts,
            String multipartType,
            int first,
            boolean inAlternative,
            @org.jspecify.annotations.Nullable List<Part> html,
            @org.jspecify.annotations.Nullable List<Part> text,
            List<Part> attachments) {
        int textLength = text == null ? -1 : text.size();
        int htmlLength = html == null ? -1 : html.size();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean isInline = isInline(part, multipartType, i == first);
            if (part.isMultipart()) {
                String sub = part.type().substring("multipart/".length());
                boolean alternative = inAlternative || sub.equals("alternative");
                walk(part.children(), sub, first(part, sub), alternative, html, text, attachments);
            } else if (isInline) {
                if (multipartType.equals("alternative")) {
                    switch (part.type()) {
                        case "text/plain" -> add(text, part);
                        case "text/html" -> add(html, part);
                        default -> attachments.add(part);
                    }
                    continue;
                }
                List<Part> intoText = text;
                List<Part> intoHtml = html;
                if (inAlternative) {
                    if (part.type().equals("text/plain")) intoHtml = null;
                    if (part.type().equals("text/html")) intoText = null;
                }
                add(intoText, part);
                add(intoHtml, part);
                if ((intoText == null || intoHtml == null) && inlineMedia(part.type())) attachments.add(part);
            } else {
                attachments.add(part);
            }
        }
        if (multipartType.equals("alternative") && text != null && html != null) {
            // Only one of the two was found: it stands for both.
            if (textLength == text.size() && htmlLength != html.size())
                text.addAll(html.subList(htmlLength, html.size()));
            else if (htmlLength == html.size() && textLength != text.size())
                html.addAll(text.subList(textLength, text.size()));
        }
    }

    /** The part that comes first: of related ones the one that the multipart says the others belong to (RFC 2387 §3.2). */
    private static int first(Part multipart, String type) {
        String start = multipart.parameters().get("start");
        if (start == null || !type.equals("related")) return 0;
        String cid = start.replaceAll("[<>\\s]", "");
        List<Part> parts = multipart.children();
        for (int i = 0; i < parts.size(); i++) if (parts.get(i).cid().equals(Optional.of(cid))) return i;
        return 0;
    }

    private static boolean isInline(Part part, String multipartType, boolean first) {
        boolean shown = part.type().equals("text/plain") || part.type().equals("text/html") || inlineMedia(part.type());
        return !part.isAttachment()
                && shown
                && (first
                        || (!multipartType.equals("related")
                                && (inlineMedia(part.type()) || part.name().isEmpty())));
    }

    private static void add(@org.jspecify.annotations.Nullable List<Part> list, Part part) {
        if (list != null) list.add(part);
    }
}
