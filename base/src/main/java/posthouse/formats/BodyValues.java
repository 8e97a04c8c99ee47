// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4, §4.2 maxBodyValueBytes
package posthouse.formats;

import java.io.IOException;
import java.io.InputStream;
import posthouse.formats.text.CharacterSets;

/** Reads the text of a part: transfer encoding undone, character set found, cut where asked. */
public final class BodyValues {
    /** Octets of a part that are read at most, whatever is asked for. */
    public static final int MOST = 8 * 1024 * 1024;

    private BodyValues() {}

    /**
     * @param body the part's encoded octets, from bodyStart to bodyEnd; not closed
     * @param maxBytes UTF-8 octets of the value at most, never cutting a character or a tag; 0 = no limit of the caller
     * @throws IOException only when the stream itself fails
     */
    public static BodyValue read(Part part, InputStream body, int maxBytes) throws IOException {
        int most = maxBytes > 0 ? (int) Math.min(MOST, 4L * maxBytes + 64) : MOST;
        InputStream decoded = TransferDecoding.decode(body, part.encoding());
        byte[] octets = decoded.readNBytes(most);
        boolean more = octets.length == most && decoded.read() >= 0;
        if (more) octets = withoutHalfCharacter(octets);
        CharacterSets.Decoded text = CharacterSets.decode(octets, part.charset().orElse(""));
        String value = lineFeeds(text.text());
        String kept = maxBytes > 0 ? truncate(value, maxBytes, part.type().equals("text/html")) : value;
        boolean problem = text.problem() || !TransferDecoding.isKnown(part.encoding());
        return new BodyValue(kept, problem, more || kept.length() < value.length());
    }

    /** A cut UTF-8 sequence at the end must not make the whole look like another character set. */
    private static byte[] withoutHalfCharacter(byte[] b) {
        int end = b.length;
        int back = 0;
        while (back < 3 && end > 0 && (b[end - 1] & 0xc0) == 0x80) {
            end--;
            back++;
        }
        if (end > 0 && (b[end - 1] & 0xc0) == 0xc0) return java.util.Arrays.copyOf(b, end - 1);
        return b;
    }

    private static String lineFeeds(String s) {
        String out = s.indexOf('\r') < 0 ? s : s.replace("\r\n", "\n").replace('\r', '\n');
        return out.indexOf(0) < 0 ? out : out.replace("\0", "");
    }

    /** Cuts to at most {@code maxBytes} octets of UTF-8, at a character and, in HTML, before an unfinished tag or entity. */
    static String truncate(String s, int maxBytes, boolean html) {
        int bytes = 0;
        int i = 0;
        while (i < s.length()) {
            int c = s.codePointAt(i);
            int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes + n > maxBytes) break;
            bytes += n;
            i += Character.charCount(c);
        }
        if (i == s.length() || !html) return s.substring(0, i);
        int open = s.lastIndexOf('<', i - 1);
        if (open >= 0 && s.indexOf('>', open) >= i) i = open;
        int entity = s.lastIndexOf('&', i - 1);
        if (entity >= 0 && i - entity < 12 && s.substring(entity, i).indexOf(';') < 0) i = entity;
        return s.substring(0, i);
    }
}
