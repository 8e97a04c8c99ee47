// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §5.1 restrictions on BER: definite lengths only
package posthouse.ldap.syntax;

import java.util.Arrays;

/**
 * Lengths of BER elements, looked at before anything is decoded: the decoder recurses and loops on trust, so a message reaches
 * it only when every length fits into what surrounds it and nothing is nested too deeply.
 */
public final class Ber {
    /** A filter may be nested this deeply; OpenLDAP draws the same line. */
    public static final int FILTER_DEPTH = 1000;
    /** What surrounds a filter, and what a filter item holds. */
    private static final int AROUND = 8;

    /** Bytes of a tag and a length at most. */
    public static final int LONGEST_HEADER = 6;

    private static final int CONSTRUCTED = 0x20;

    private Ber() {}

    /** How the elements of a message lie. */
    public enum Structure {
        SOUND,
        /** An element is longer than what it lies in, or its length is not definite. */
        BROKEN,
        TOO_DEEP
    }

    /** How many bytes tag and length take, by the first byte of the length; 0 when that is none that LDAP allows. */
    public static int headerSize(byte firstOfLength) {
        int first = firstOfLength & 0xff;
        if (first < 0x80) return 2;
        int more = first & 0x7f;
        return more == 0 || more > 4 ? 0 : 2 + more;
    }

    /** The length that a header gives, from its tag's place; negative when it cannot be one. */
    public static long length(byte[] bytes, int at, int headerSize) {
        if (headerSize == 2) return bytes[at + 1] & 0xff;
        long length = 0;
        for (int i = 2; i < headerSize; i++) length = length << 8 | bytes[at + i] & 0xff;
        return length;
    }

    /** Looks at every element of a whole message, without recursion. */
    public static Structure check(byte[] message) {
        int[] ends = new int[16];
        int depth = 0;
        int at = 0;
        int end = message.length;
        while (true) {
            while (at == end) {
                if (depth == 0) return Structure.SOUND;
                end = ends[--depth];
            }
            if (end - at < 2) return Structure.BROKEN;
            boolean constructed = (message[at] & CONSTRUCTED) != 0;
            // A tag of more than one byte: no element of LDAP has one.
            if ((message[at] & 0x1f) == 0x1f) return Structure.BROKEN;
            int header = headerSize(message[at + 1]);
            if (header == 0 || end - at < header) return Structure.BROKEN;
            long length = length(message, at, header);
            at += header;
            if (length > end - at) return Structure.BROKEN;
            if (!constructed) {
                at += (int) length;
                continue;
            }
            if (depth == FILTER_DEPTH + AROUND) return Structure.TOO_DEEP;
            if (depth == ends.length) ends = Arrays.copyOf(ends, depth * 2);
            ends[depth++] = end;
            end = at + (int) length;
        }
    }
}
