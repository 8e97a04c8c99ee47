// SPDX-License-Identifier: Apache-2.0
// RFC 9051 §6.4.5 section numbers
package posthouse.formats.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import posthouse.formats.Part;

/** Gives each part the number by which IMAP (and our JMAP) names it. */
final class SectionNumbers {
    private SectionNumbers() {}

    static Part assign(Part root, Map<Part, byte[]> texts) {
        return message(root, "", texts);
    }

    /** A message's root: a multipart has no number and hands its prefix on, anything else is part 1. */
    private static Part message(Part root, String prefix, Map<Part, byte[]> texts) {
        return root.isMultipart()
                ? copy(root, "", children(root, prefix, texts), texts)
                : node(root, prefix + "1", texts);
    }

    private static Part node(Part part, String number, Map<Part, byte[]> texts) {
        if (part.isMultipart()) return copy(part, "", children(part, number + ".", texts), texts);
        if (part.isMessage() && !part.children().isEmpty())
            return copy(part, number, List.of(message(part.children().getFirst(), number + ".", texts)), texts);
        return copy(part, number, List.of(), texts);
    }

    private static List<Part> children(Part part, String prefix, Map<Part, byte[]> texts) {
        List<Part> out = new ArrayList<>();
        int n = 0;
        for (Part child : part.children()) out.add(node(child, prefix + ++n, texts));
        return out;
    }

    private static Part copy(Part p, String id, List<Part> children, Map<Part, byte[]> texts) {
        Part numbered = new Part(
                id,
                p.type(),
                p.charset(),
                p.disposition(),
                p.name(),
                p.cid(),
                p.language(),
                p.location(),
                p.encoding(),
                p.headerStart(),
                p.bodyStart(),
                p.bodyEnd(),
                p.size(),
                p.lines(),
                p.parameters(),
                children);
        byte[] text = texts.remove(p);
        if (text != null) texts.put(numbered, text);
        return numbered;
    }
}
