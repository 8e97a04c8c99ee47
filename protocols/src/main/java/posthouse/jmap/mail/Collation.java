// SPDX-License-Identifier: Apache-2.0
// RFC 4790 §9.2, RFC 5051
package posthouse.jmap.mail;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;

/** How texts are compared: by the octets of a key. */
public enum Collation {
    /** Upper and lower case of a to z are the same. */
    ASCII_CASEMAP("i;ascii-casemap"),
    /** Case of all scripts is the same, and so are the ways to write a character; an accent counts after its letter. */
    UNICODE_CASEMAP("i;unicode-casemap");

    private final String id;

    Collation(String id) {
        this.id = id;
    }

    /** Its name in the collation registry. */
    public String id() {
        return id;
    }

    /** The one that a comparator names, else the one that is used without a name. */
    static Collation asked(Args comparator) {
        Optional<String> name = comparator.string("collation");
        if (name.isEmpty()) return UNICODE_CASEMAP;
        for (Collation c : values()) if (c.id.equals(name.get())) return c;
        throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_SORT, "the collation " + name.get()));
    }

    /** Octets that compare, unsigned, as the texts do. */
    byte[] key(String text) {
        var out = new StringBuilder(text.length());
        boolean ascii = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 128) out.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c));
            else {
                ascii = false;
                out.appendCodePoint(this == ASCII_CASEMAP ? c : Character.toTitleCase(c));
            }
        }
        String mapped = out.toString();
        if (this == UNICODE_CASEMAP && !ascii) mapped = Normalizer.normalize(mapped, Normalizer.Form.NFKD);
        return mapped.getBytes(StandardCharsets.UTF_8);
    }
}
