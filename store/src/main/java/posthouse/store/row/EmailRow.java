// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.base.BlobId;
import posthouse.store.MailList;
import posthouse.store.engine.Bytes;

/**
 * The {@code E} row: all of an email that changes, and what accounting needs.
 *
 * @param receivedAt milliseconds since 1970
 * @param bits keywords and attachment mark as in lists
 * @param more keywords that have no bit
 * @param modseq version of the last change
 */
public record EmailRow(
        long id,
        BlobId blob,
        long blobSize,
        int prefixSize,
        long thread,
        long receivedAt,
        long bits,
        Set<String> more,
        long modseq,
        List<Membership> memberships) {
    private static final int FORMAT = 1;

    public static EmailRow read(long id, Bytes value) {
        In in = new In(value, FORMAT);
        var blob = new BlobId(in.fixed());
        long blobSize = in.number();
        int prefixSize = (int) in.number();
        long thread = in.fixed();
        long receivedAt = in.fixed();
        long bits = in.fixed();
        long modseq = in.number();
        int places = in.count();
        var memberships = new ArrayList<Membership>(places);
        for (int i = 0; i < places; i++)
            memberships.add(new Membership(in.fixed(), in.number(), in.fixed(), in.octet() != 0));
        int extra = in.count();
        Set<String> more = extra == 0 ? Set.of() : new TreeSet<>();
        for (int i = 0; i < extra; i++) more.add(in.text());
        return new EmailRow(id, blob, blobSize, prefixSize, thread, receivedAt, bits, more, modseq, memberships);
    }

    public Bytes write() {
        Out out = new Out(FORMAT, 96).fixed(blob.value()).number(blobSize).number(prefixSize);
        out.fixed(thread).fixed(receivedAt).fixed(bits).number(modseq).number(memberships.size());
        for (Membership m : memberships)
            out.fixed(m.mailbox()).number(m.uid()).fixed(m.savedAt()).octet(m.deleted() ? 1 : 0);
        out.number(more.size());
        for (String keyword : more) out.text(keyword);
        return out.done();
    }

    /** Octets of prefix and blob. */
    public long size() {
        return blobSize + prefixSize;
    }

    public boolean unread() {
        return (bits & (MailList.SEEN | MailList.DRAFT)) == 0;
    }

    public Optional<Membership> in(long mailbox) {
        for (Membership m : memberships) if (m.mailbox() == mailbox) return Optional.of(m);
        return Optional.empty();
    }

    public EmailRow withKeywords(long newBits, Set<String> newMore, long version) {
        return new EmailRow(id, blob, blobSize, prefixSize, thread, receivedAt, newBits, newMore, version, memberships);
    }

    public EmailRow withMemberships(List<Membership> to, long version) {
        return new EmailRow(id, blob, blobSize, prefixSize, thread, receivedAt, bits, more, version, List.copyOf(to));
    }
}
