// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.Optional;

/** The one text form of our ids: a letter for the kind, then 64 bits in base 32 (lower case, no i, l, o, u). */
final class IdText {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;

    private IdText() {}

    static String print(char kind, long value) {
        var out = new char[LENGTH + 1];
        out[0] = kind;
        for (int i = LENGTH; i >= 1; i--) {
            out[i] = ALPHABET.charAt((int) (value & 31));
            value >>>= 5;
        }
        return new String(out);
    }

    static Optional<Long> parse(char kind, String text) {
        if (text.length() != LENGTH + 1 || text.charAt(0) != kind) return Optional.empty();
        if (ALPHABET.indexOf(text.charAt(1)) > 15) return Optional.empty();
        long value = 0;
        for (int i = 1; i <= LENGTH; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) return Optional.empty();
            value = value << 5 | digit;
        }
        return Optional.of(value);
    }
}
