// SPDX-License-Identifier: Apache-2.0
// RFC 2152 UTF-7
package posthouse.formats.text;

import java.util.Locale;

/**
 * Reads UTF-7. What comes out is text like any other: it is longer than the octets never, and whoever shows it cleans it as it
 * cleans text of every character set, after the decoding.
 */
final class Utf7 {
    private static final char REPLACEMENT = '\ufffd';
    /** Letters of base64 that a unit of 16 bits takes. */
    private static final int SHORTEST = 3;

    private final byte[] octets;
    private final StringBuilder out;
    private boolean problem;

    private Utf7(byte[] octets) {
        this.octets = octets;
        out = new StringBuilder(octets.length);
    }

    /** Whether a declared name means it; the variant of IMAP's mailbox names is another one. */
    static boolean is(String declared) {
        String name = declared.strip().toLowerCase(Locale.ROOT);
        return name.equals("utf-7") || name.equals("utf7") || name.equals("unicode-1-1-utf-7") || name.equals("csutf7");
    }

    static CharacterSets.Decoded decode(byte[] octets) {
        return new Utf7(octets).run();
    }

    private CharacterSets.Decoded run() {
        int at = 0;
        while (at < octets.length) {
            int c = octets[at++];
            if (c == '+') {
                at = shifted(at);
            } else if (c < 0) {
                problem = true;
                out.append(REPLACEMENT);
            } else {
                out.append((char) c);
            }
        }
        return new CharacterSets.Decoded(paired(), problem);
    }

    /** A run of base64 after the plus sign; where the plain text goes on. */
    private int shifted(int from) {
        if (from < octets.length && octets[from] == '-') {
            out.append('+');
            return from + 1;
        }
        int at = from;
        int bits = 0;
        int have = 0;
        for (; at < octets.length; at++) {
            int v = value(octets[at]);
            if (v < 0) break;
            bits = bits << 6 | v;
            have += 6;
            if (have >= 16) {
                have -= 16;
                out.append((char) (bits >>> have));
                bits &= (1 << have) - 1;
            }
        }
        if (at - from < SHORTEST) {
            // A plus sign that begins nothing.
            problem = true;
            out.append('+');
            return from;
        }
        // Less than a whole unit is left, and that must be zero.
        problem |= have >= 6 || bits != 0;
        return at < octets.length && octets[at] == '-' ? at + 1 : at;
    }

    /** Of the base64 alphabet itself, without those of its variants: a minus sign ends a run. */
    private static int value(int c) {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    /** Halves of characters without their other half are none. */
    private String paired() {
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            boolean pair =
                    Character.isHighSurrogate(c) && i + 1 < out.length() && Character.isLowSurrogate(out.charAt(i + 1));
            if (pair) {
                i++;
            } else {
                problem = true;
                out.setCharAt(i, REPLACEMENT);
            }
        }
        return out.toString();
    }
}
