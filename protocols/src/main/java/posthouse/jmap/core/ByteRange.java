// SPDX-License-Identifier: Apache-2.0
// RFC 9110 §14.1.2
package posthouse.jmap.core;

import java.util.Optional;
import java.util.regex.Pattern;

/** One range of bytes; of length 0 when it lies outside. */
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** The range that the header asks for; empty when it is to be ignored (malformed, or several). */
    static Optional<ByteRange> parse(String header, long size) {
        var m = ONE.matcher(header);
        if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) return Optional.empty();
        if (m.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(m.group(2)));
            return Optional.of(new ByteRange(size - last, last));
        }
        long from = Long.parseLong(m.group(1));
        long to = m.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(m.group(2)));
        if (!m.group(2).isEmpty() && Long.parseLong(m.group(2)) < from) return Optional.empty();
        return Optional.of(from >= size ? new ByteRange(from, 0) : new ByteRange(from, to - from + 1));
    }
}
