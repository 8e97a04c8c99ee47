// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §2.2 header fields
package posthouse.formats.header;

import java.util.ArrayList;
import java.util.List;
import posthouse.formats.HeaderField;
import posthouse.formats.text.CharacterSets;

/** Splits header octets into fields. */
public final class FieldSyntax {
    private FieldSyntax() {}

    /** Length of the field name at {@code at}, or 0 when the line there is no field ("name" blanks ":"). */
    public static int nameLength(byte[] b, int at, int end) {
        int i = at;
        while (i < end && b[i] > 32 && b[i] != ':' && b[i] != 127) i++;
        int length = i - at;
        if (length == 0 || length > 998) return 0;
        while (i < end && (b[i] == ' ' || b[i] == '\t')) i++;
        return i < end && b[i] == ':' ? length : 0;
    }

    public static List<HeaderField> fields(byte[] b, int from, int to, int max) {
        List<HeaderField> fields = new ArrayList<>();
        int at = from;
        while (at < to && fields.size() < max) {
            int lineEnd = lineEnd(b, at, to);
            if (isEmpty(b, at, lineEnd)) break;
            int end = lineEnd;
            while (end < to && (b[end] == ' ' || b[end] == '\t')) {
                int next = lineEnd(b, end, to);
                end = next;
            }
            int name = nameLength(b, at, lineEnd);
            if (name > 0) {
                int colon = at + name;
                while (b[colon] != ':') colon++;
                fields.add(field(b, at, name, colon + 1, end));
            }
            at = end;
        }
        return fields;
    }

    private static HeaderField field(byte[] b, int at, int nameLength, int from, int to) {
        int end = to;
        if (end > from && b[end - 1] == '\n') end--;
        if (end > from && b[end - 1] == '\r') end--;
        String name = new String(b, at, nameLength, java.nio.charset.StandardCharsets.ISO_8859_1);
        String raw = CharacterSets.utf8(b, from, end);
        String lenient = raw.indexOf('\uFFFD') >= 0 ? CharacterSets.guess(b, from, end) : raw;
        return new HeaderField(name, withoutNul(raw), withoutNul(lenient));
    }

    private static String withoutNul(String s) {
        return s.indexOf(0) < 0 ? s : s.replace("\0", "");
    }

    private static int lineEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != '\n') i++;
        return i < to ? i + 1 : to;
    }

    private static boolean isEmpty(byte[] b, int from, int end) {
        return end - from == 1 && b[from] == '\n' || end - from == 2 && b[from] == '\r' && b[from + 1] == '\n';
    }
}
