// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6.7 quoted-printable
package posthouse.formats.compose;

import java.nio.charset.StandardCharsets;

/** Writes text with CRLF line ends in quoted-printable. */
final class QuotedPrintable {
    private static final int WIDTH = 75;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private QuotedPrintable() {}

    static String encode(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(b.length + b.length / 8);
        int column = 0;
        for (int i = 0; i < b.length; i++) {
            int c = b[i] & 0xff;
            if (c == '\r' && i + 1 < b.length && b[i + 1] == '\n') {
                out.append("\r\n");
                column = 0;
                i++;
                continue;
            }
            boolean lineEnd = i + 1 == b.length || b[i + 1] == '\r';
            boolean from =
                    column == 0 && (c == 'F' && i + 4 < b.length && b[i + 1] == 'r' && b[i + 4] == ' ' || c == '.');
            boolean literal = (c > ' ' && c < 127 && c != '=' || (c == ' ' || c == '\t') && !lineEnd) && !from;
            int width = literal ? 1 : 3;
            if (column + width > WIDTH) {
                out.append("=\r\n");
                column = 0;
            }
            if (literal) out.append((char) c);
            else out.append('=').append(HEX[c >> 4]).append(HEX[c & 15]);
            column += width;
        }
        return out.toString();
    }
}
