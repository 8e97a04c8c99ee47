// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Copies a message without its Bcc fields (RFC 5322 §3.6.3: the recipients do not learn of them). */
final class BccStrip {
    private static final int NAME = 16;

    private BccStrip() {}

    static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        byte[] name = new byte[NAME];
        int named = 0;
        boolean header = true;
        boolean lineStart = true;
        boolean dropping = false;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int i = 0;
            while (header && i < n) {
                byte b = buffer[i++];
                if (lineStart && b != ' ' && b != '\t') {
                    dropping = false;
                    named = 0;
                }
                if (named >= 0) {
                    // The name is held back until it is known whether the field goes.
                    name[named++] = b;
                    boolean end = b == ':' || b == '\n' || named == NAME;
                    if (end) {
                        String text = new String(name, 0, named, StandardCharsets.ISO_8859_1);
                        dropping = b == ':' && isBcc(text.substring(0, named - 1));
                        header = !(text.equals("\r\n") || text.equals("\n"));
                        if (!dropping) out.write(name, 0, named);
                        named = -1;
                    }
                } else if (!dropping) {
                    out.write(b);
                }
                lineStart = b == '\n';
            }
            if (i < n) out.write(buffer, i, n - i);
        }
        if (named > 0) out.write(name, 0, named);
    }

    private static boolean isBcc(String name) {
        String field = name.strip().toLowerCase(Locale.ROOT);
        return field.equals("bcc") || field.equals("resent-bcc");
    }
}
