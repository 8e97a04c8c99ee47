// SPDX-License-Identifier: Apache-2.0
// RFC 3986 §3.3
package posthouse.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits and decodes a path, once. What two readers could take for two different paths is refused. */
final class RequestPath {
    private static final int SEGMENTS = 64;

    private RequestPath() {}

    /** The decoded segments, or empty when the path is ambiguous or malformed. */
    static Optional<List<PathTemplate.Part>> parse(String raw) {
        if (!raw.startsWith("/") || raw.indexOf(';') >= 0 || raw.indexOf('\\') >= 0) return Optional.empty();
        String[] pieces = raw.substring(1).split("/", -1);
        if (pieces.length > SEGMENTS) return Optional.empty();
        List<PathTemplate.Part> parts = new ArrayList<>(pieces.length);
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i].isEmpty() && i < pieces.length - 1) return Optional.empty();
            Optional<String> text = decode(pieces[i], false);
            if (text.isEmpty() || ambiguous(text.get())) return Optional.empty();
            parts.add(new PathTemplate.Part(text.get(), text.get().indexOf('/') >= 0));
        }
        return Optional.of(parts);
    }

    private static boolean ambiguous(String text) {
        return text.equals(".")
                || text.equals("..")
                || text.indexOf('\\') >= 0
                || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    }

    /** Percent-decoding to UTF-8; empty when it is malformed. */
    static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) return Optional.of(text);
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '+' && plusIsSpace) out.put((byte) ' ');
            else if (in[i] != '%') out.put(in[i]);
            else {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) return Optional.empty();
                out.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
