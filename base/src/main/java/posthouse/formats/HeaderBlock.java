// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §2.2, §2.2.3 · RFC 6532
package posthouse.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.formats.header.FieldSyntax;

/** The header of a message or part, in order. Lines that are no field are left out; nothing is ever thrown. */
public record HeaderBlock(List<HeaderField> fields) {
    /** More fields than this are not read. */
    public static final int MAX_FIELDS = 10_000;

    public HeaderBlock {
        fields = List.copyOf(fields);
    }

    /** Reads header octets; stops at the first empty line. */
    public static HeaderBlock parse(byte[] octets) {
        return parse(octets, 0, octets.length);
    }

    public static HeaderBlock parse(byte[] octets, int from, int to) {
        return new HeaderBlock(FieldSyntax.fields(octets, from, to, MAX_FIELDS));
    }

    /** The last field of this name, which is the one that JMAP means by {@code header:Name}. */
    public Optional<HeaderField> last(String name) {
        for (int i = fields.size() - 1; i >= 0; i--) if (fields.get(i).is(name)) return Optional.of(fields.get(i));
        return Optional.empty();
    }

    public Optional<HeaderField> first(String name) {
        for (HeaderField f : fields) if (f.is(name)) return Optional.of(f);
        return Optional.empty();
    }

    public List<HeaderField> all(String name) {
        List<HeaderField> found = new ArrayList<>();
        for (HeaderField f : fields) if (f.is(name)) found.add(f);
        return found;
    }
}
