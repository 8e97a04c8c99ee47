// SPDX-License-Identifier: Apache-2.0
// RFC 5322, RFC 2045, RFC 8621 §4.1
package posthouse.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.formats.mime.StructureReader;
import posthouse.formats.text.BodyText;

/**
 * Computes a message's index in one pass over its octets, in time linear in them and with a few megabytes of memory.
 * Any octets are a message: malformed ones are shown as far as they can be read, never refused.
 */
public final class MessageIndexer {
    /** Folded characters of body kept for search. */
    public static final int MAX_BODY_TEXT = 256 * 1024;

    public static final int MAX_PREVIEW = 256;

    private static final int MAX_ADDRESSES = 500;
    private static final int MAX_IDS = 100;
    private static final int MAX_SUBJECT = 4_000;

    private MessageIndexer() {}

    public static MessageIndex index(byte[] message) {
        try {
            return index(new ByteArrayInputStream(message));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Reads the stream to its end; does not close it.
     *
     * @throws IOException only when the stream itself fails
     */
    public static MessageIndex index(InputStream in) throws IOException {
        StructureReader.Result read = StructureReader.read(in);
        HeaderBlock h = read.header();
        boolean[] cut = {read.truncated()};
        Envelope envelope = new Envelope(
                h.last("Subject").map(HeaderField::text).map(s -> cut(s, MAX_SUBJECT)),
                addresses(h, "From", cut),
                addresses(h, "Sender", cut),
                addresses(h, "Reply-To", cut),
                addresses(h, "To", cut),
                addresses(h, "Cc", cut),
                addresses(h, "Bcc", cut));
        BodyLists lists = BodyLists.of(read.root());
        BodyText.Result body = BodyText.of(read.root(), lists, read.texts());
        SearchText search = search(envelope, read.root(), body.searchable());
        Optional<OffsetDateTime> sent = h.last("Date").flatMap(HeaderField::date);
        return new MessageIndex(
                read.size(),
                envelope,
                read.root(),
                body.preview(),
                lists.hasAttachment(),
                ids(h, "Message-ID", cut),
                ids(h, "In-Reply-To", cut),
                ids(h, "References", cut),
                sent,
                cut[0],
                search);
    }

    private static List<MailAddress> addresses(HeaderBlock h, String name, boolean[] cut) {
        // Several fields of one name are wrong, but a recipient in the second is one all the same.
        List<HeaderField> fields = name.equals("From") || name.equals("Sender")
                ? h.first(name).map(List::of).orElse(List.of())
                : h.all(name);
        List<MailAddress> found = new ArrayList<>();
        for (HeaderField f : fields) {
            for (MailAddress a : f.addresses()) {
                if (found.size() == MAX_ADDRESSES) {
                    cut[0] = true;
                    return found;
                }
                if (a.email().length() > 500
                        || a.name().map(n -> n.length() > 500).orElse(false)) {
                    cut[0] = true;
                    found.add(new MailAddress(a.name().map(n -> cut(n, 500)), cut(a.email(), 500)));
                } else found.add(a);
            }
        }
        return found;
    }

    private static List<String> ids(HeaderBlock h, String name, boolean[] cut) {
        List<String> all = h.last(name).map(HeaderField::messageIds).orElse(List.of());
        if (all.size() <= MAX_IDS) return all;
        cut[0] = true;
        // the thread's first message and the nearest ones
        List<String> some = new ArrayList<>(all.subList(all.size() - MAX_IDS + 1, all.size()));
        some.addFirst(all.getFirst());
        return some;
    }

    private static SearchText search(Envelope e, Part root, List<String> texts) {
        StringBuilder body = new StringBuilder();
        boolean cutBody = false;
        for (String text : texts) {
            if (body.length() >= MAX_BODY_TEXT) {
                cutBody = true;
                break;
            }
            String folded = TextFolding.fold(text, MAX_BODY_TEXT - body.length());
            if (!body.isEmpty() && !folded.isEmpty()) body.append(' ');
            body.append(folded);
        }
        cutBody |= body.length() >= MAX_BODY_TEXT;
        List<MailAddress> recipients = new ArrayList<>(e.to());
        recipients.addAll(e.cc());
        recipients.addAll(e.bcc());
        StringBuilder names = new StringBuilder();
        names(root, names);
        return new SearchText(
                TextFolding.fold(e.subject().orElse("")),
                people(e.from()),
                people(recipients),
                body.toString(),
                TextFolding.fold(names.toString()),
                cutBody);
    }

    private static String people(List<MailAddress> list) {
        StringBuilder all = new StringBuilder();
        for (MailAddress a : list) {
            if (all.length() > 32 * 1024) break;
            a.name().ifPresent(n -> all.append(n).append(' '));
            all.append(a.email()).append(", ");
        }
        return TextFolding.fold(all.toString());
    }

    private static void names(Part part, StringBuilder out) {
        if (out.length() > 16 * 1024) return;
        part.name().ifPresent(n -> out.append(n).append(", "));
        for (Part child : part.children()) names(child, out);
    }

    static String cut(String s, int length) {
        if (s.length() <= length) return s;
        return s.substring(0, Character.isHighSurrogate(s.charAt(length - 1)) ? length - 1 : length);
    }
}
