// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.store.DataType;
import posthouse.store.row.EmailDelta.Place;

/** One line of the change log. */
public record LogEntry(DataType type, Kind kind, long id, Optional<EmailDelta> email, Optional<Reader> reader) {

    /**
     * Whose entry it is, of which mailbox; only for {@link DataType#SEEN}, whose id 0 stands for the whole mailbox and whose
     * kind says how it was: CREATED was not read before, DESTROYED was, of UPDATED it is not known.
     */
    public record Reader(long person, long mailbox) {}

    /** What happened; the order is part of the format. */
    public enum Kind {
        CREATED,
        UPDATED,
        /** Updated in nothing but counts. */
        COUNTS,
        DESTROYED
    }

    public static LogEntry of(DataType type, Kind kind, long id) {
        return new LogEntry(type, kind, id, Optional.empty(), Optional.empty());
    }

    /** A reader's entry. */
    public static LogEntry seen(Kind kind, long person, long mailbox, long email) {
        return new LogEntry(DataType.SEEN, kind, email, Optional.empty(), Optional.of(new Reader(person, mailbox)));
    }

    public static LogEntry of(EmailDelta d) {
        Kind kind = d.created() ? Kind.CREATED : d.destroyed() ? Kind.DESTROYED : Kind.UPDATED;
        return new LogEntry(DataType.EMAIL, kind, d.id(), Optional.of(d), Optional.empty());
    }

    public void write(Out out) {
        out.octet(type.ordinal()).octet(kind.ordinal()).fixed(id);
        reader.ifPresent(r -> out.fixed(r.person()).fixed(r.mailbox()));
        email.ifPresent(d -> {
            out.fixed(d.thread()).fixed(d.receivedAt()).number(d.size());
            out.fixed(d.bitsBefore()).fixed(d.bitsAfter());
            places(out, d.before());
            if (d.after().equals(d.before())) out.octet(1);
            else places(out.octet(0), d.after());
        });
    }

    public static LogEntry read(In in, long version) {
        DataType type = DataType.values()[in.octet()];
        Kind kind = Kind.values()[in.octet()];
        long id = in.fixed();
        if (type == DataType.SEEN) {
            long person = in.fixed();
            return seen(kind, person, in.fixed(), id);
        }
        if (type != DataType.EMAIL) return of(type, kind, id);
        long thread = in.fixed();
        long receivedAt = in.fixed();
        long size = in.number();
        long bitsBefore = in.fixed();
        long bitsAfter = in.fixed();
        List<Place> before = places(in);
        List<Place> after = in.octet() == 1 ? before : places(in);
        var delta = new EmailDelta(version, id, thread, receivedAt, size, bitsBefore, bitsAfter, before, after);
        return new LogEntry(type, kind, id, Optional.of(delta), Optional.empty());
    }

    private static void places(Out out, List<Place> places) {
        out.number(places.size());
        for (Place p : places) out.fixed(p.mailbox()).number(p.uid());
    }

    private static List<Place> places(In in) {
        int count = in.count();
        var places = new ArrayList<Place>(count);
        for (int i = 0; i < count; i++) places.add(new Place(in.fixed(), in.number()));
        return places;
    }
}
