// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.DomainId;
import posthouse.base.GroupId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.SwitchState;

/** The stored form of the directory's records: a format byte, then the fields in order. */
final class DirectoryCodec {
    private static final int FORMAT = 1;

    private DirectoryCodec() {}

    static byte[] of(Organisation o) {
        return write(out -> {
            out.writeLong(o.id().value());
            out.writeUTF(o.name());
        });
    }

    static Organisation organisation(byte[] value) {
        return read(value, in -> new Organisation(new OrganisationId(in.readLong()), in.readUTF()));
    }

    static byte[] of(Domain d) {
        return write(out -> {
            out.writeLong(d.id().value());
            out.writeLong(d.organisation().value());
            out.writeUTF(d.name());
        });
    }

    static Domain domain(byte[] value) {
        return read(
                value, in -> new Domain(new DomainId(in.readLong()), new OrganisationId(in.readLong()), in.readUTF()));
    }

    static byte[] of(Person p) {
        return write(out -> {
            out.writeLong(p.id().value());
            out.writeLong(p.organisation().value());
            out.writeLong(p.account().value());
            out.writeUTF(p.address());
            out.writeUTF(p.name());
            out.writeBoolean(p.administrator());
            out.writeLong(p.created().toEpochMilli());
            put(out, p.enabled());
            put(out, p.services());
        });
    }

    static Person person(byte[] value) {
        return read(
                value,
                in -> new Person(
                        new PersonId(in.readLong()),
                        new OrganisationId(in.readLong()),
                        new AccountId(in.readLong()),
                        in.readUTF(),
                        in.readUTF(),
                        in.readBoolean(),
                        Instant.ofEpochMilli(in.readLong()),
                        state(in),
                        states(in),
                        Set.of()));
    }

    static byte[] of(Group g) {
        return write(out -> {
            out.writeLong(g.id().value());
            out.writeLong(g.organisation().value());
            out.writeUTF(g.name());
            out.writeUTF(g.address().orElse(""));
            out.writeLong(g.created().toEpochMilli());
            out.writeShort(g.members().size());
            for (PersonId each : g.members().stream().sorted().toList()) out.writeLong(each.value());
        });
    }

    static Group group(byte[] value) {
        return read(value, in -> {
            var id = new GroupId(in.readLong());
            var organisation = new OrganisationId(in.readLong());
            String name = in.readUTF();
            String address = in.readUTF();
            Instant created = Instant.ofEpochMilli(in.readLong());
            var members = new HashSet<PersonId>();
            for (int n = in.readUnsignedShort(); n > 0; n--) members.add(new PersonId(in.readLong()));
            return new Group(
                    id,
                    organisation,
                    name,
                    address.isEmpty() ? Optional.empty() : Optional.of(address),
                    Set.copyOf(members),
                    created);
        });
    }

    static byte[] of(Alias a) {
        return write(out -> {
            out.writeUTF(a.address());
            out.writeLong(a.person().value());
        });
    }

    static Alias alias(byte[] value) {
        return read(value, in -> new Alias(in.readUTF(), new PersonId(in.readLong())));
    }

    /** An app password with the digest of its secret. */
    record KeptAppPassword(AppPassword appPassword, byte[] digest) {}

    static byte[] of(KeptAppPassword k) {
        return write(out -> {
            AppPassword a = k.appPassword();
            out.writeUTF(a.id());
            out.writeLong(a.person().value());
            out.writeUTF(a.name());
            out.writeShort(a.services().size());
            for (String service : a.services()) out.writeUTF(service);
            out.writeLong(a.created().toEpochMilli());
            out.writeLong(a.lastUsed().map(Instant::toEpochMilli).orElse(0L));
            out.writeShort(k.digest().length);
            out.write(k.digest());
        });
    }

    static KeptAppPassword appPassword(byte[] value) {
        return read(value, in -> {
            String id = in.readUTF();
            var person = new PersonId(in.readLong());
            String name = in.readUTF();
            Set<String> services = new LinkedHashSet<>();
            for (int n = in.readUnsignedShort(); n > 0; n--) services.add(in.readUTF());
            Instant created = Instant.ofEpochMilli(in.readLong());
            long used = in.readLong();
            byte[] digest = in.readNBytes(in.readUnsignedShort());
            Optional<Instant> lastUsed = used == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used));
            return new KeptAppPassword(
                    new AppPassword(id, person, name, Set.copyOf(services), created, lastUsed), digest);
        });
    }

    static byte[] of(Session s) {
        return write(out -> {
            out.writeUTF(s.id());
            out.writeLong(s.person().value());
            out.writeUTF(s.device());
            out.writeUTF(s.network());
            out.writeLong(s.since().toEpochMilli());
            out.writeLong(s.lastUsed().toEpochMilli());
            out.writeLong(s.ends().toEpochMilli());
        });
    }

    static Session session(byte[] value) {
        return read(
                value,
                in -> new Session(
                        in.readUTF(),
                        new PersonId(in.readLong()),
                        in.readUTF(),
                        in.readUTF(),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong())));
    }

    static byte[] of(SessionLookup.Ended ended) {
        return write(out -> {
            out.writeLong(ended.since().toEpochMilli());
            out.writeUTF(ended.why());
        });
    }

    static SessionLookup.Ended ended(byte[] value) {
        return read(value, in -> new SessionLookup.Ended(Instant.ofEpochMilli(in.readLong()), in.readUTF()));
    }

    static byte[] of(SwitchState state) {
        return write(out -> put(out, state));
    }

    static SwitchState switchState(byte[] value) {
        return read(value, DirectoryCodec::state);
    }

    private static void put(DataOutputStream out, SwitchState s) throws IOException {
        out.writeBoolean(s.on());
        out.writeLong(s.since().toEpochMilli());
        out.writeUTF(s.by());
        out.writeUTF(s.note());
    }

    private static SwitchState state(DataInputStream in) throws IOException {
        return new SwitchState(in.readBoolean(), Instant.ofEpochMilli(in.readLong()), in.readUTF(), in.readUTF());
    }

    private static void put(DataOutputStream out, Map<String, SwitchState> states) throws IOException {
        out.writeShort(states.size());
        for (var entry : states.entrySet()) {
            out.writeUTF(entry.getKey());
            put(out, entry.getValue());
        }
    }

    private static Map<String, SwitchState> states(DataInputStream in) throws IOException {
        Map<String, SwitchState> states = new HashMap<>();
        for (int n = in.readUnsignedShort(); n > 0; n--) states.put(in.readUTF(), state(in));
        return Map.copyOf(states);
    }

    private interface Writer {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] write(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writer.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] value, Reader<T> reader) {
        try (var in = new DataInputStream(new ByteArrayInputStream(value))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) throw new IOException("directory record of format " + format);
            return reader.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
