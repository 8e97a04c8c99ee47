// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves out what an index can lose when it does not fit its row. */
final class Shorter {
    private int left;
    private final int text;

    private Shorter(int keep) {
        this.left = keep;
        this.text = Math.max(8, keep);
    }

    /** At most {@code keep} parts, addresses a field and references; texts cut to as many characters. */
    static MessageIndex of(MessageIndex m, int keep) {
        Shorter s = new Shorter(keep);
        Envelope e = m.envelope();
        return new MessageIndex(
                m.size(),
                new Envelope(
                        e.subject().map(t -> MessageIndexer.cut(t, Math.max(64, keep * 4))),
                        s.addresses(e.from()),
                        s.addresses(e.sender()),
                        s.addresses(e.replyTo()),
                        s.addresses(e.to()),
                        s.addresses(e.cc()),
                        s.addresses(e.bcc())),
                s.part(m.structure()),
                m.preview(),
                m.hasAttachment(),
                s.last(m.messageId()),
                s.last(m.inReplyTo()),
                s.last(m.references()),
                m.sentAt(),
                true,
                m.search());
    }

    private List<MailAddress> addresses(List<MailAddress> list) {
        return list.stream()
                .limit(text)
                .map(a -> new MailAddress(
                        a.name().map(n -> MessageIndexer.cut(n, text)),
                        MessageIndexer.cut(a.email(), Math.max(text, 254))))
                .toList();
    }

    private List<String> last(List<String> ids) {
        int most = Math.max(2, text / 8);
        return ids.size() <= most ? ids : ids.subList(ids.size() - most, ids.size());
    }

    private Optional<String> cut(Optional<String> s) {
        return s.map(t -> MessageIndexer.cut(t, text));
    }

    private Part part(Part p) {
        left--;
        List<Part> children = new ArrayList<>();
        for (Part child : p.children()) {
            if (left <= 0) break;
            children.add(part(child));
        }
        return new Part(
                p.partId(),
                p.type(),
                p.charset(),
                p.disposition(),
                cut(p.name()),
                cut(p.cid()),
                List.of(),
                cut(p.location()),
                p.encoding(),
                p.headerStart(),
                p.bodyStart(),
                p.bodyEnd(),
                p.size(),
                p.lines(),
                text < 100 ? Map.of() : p.parameters(),
                children);
    }
}
