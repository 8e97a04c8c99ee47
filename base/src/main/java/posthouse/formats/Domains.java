// SPDX-License-Identifier: Apache-2.0
// RFC 5890 IDNA2008, UTS #46 (non-transitional) · RFC 6531 §3.3
package posthouse.formats;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;

/** Domain names of addresses: their form on the wire and the form that people read. */
public final class Domains {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.USE_STD3_RULES);

    private Domains() {}

    /** Lower-case A-labels; empty when the name cannot be a domain. An address literal is kept as it is. */
    public static Optional<String> toAscii(String domain) {
        if (domain.startsWith("[") && domain.endsWith("]")) return Optional.of(domain.toLowerCase(Locale.ROOT));
        if (domain.isEmpty() || domain.length() > 1_000) return Optional.empty();
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        if (isPlain(name))
            return name.length() <= 253 && labelsFit(name)
                    ? Optional.of(name.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        IDNA.Info info = new IDNA.Info();
        StringBuilder out = new StringBuilder();
        UTS46.nameToASCII(name, out, info);
        return info.hasErrors() || out.length() > 253
                ? Optional.empty()
                : Optional.of(out.toString().toLowerCase(Locale.ROOT));
    }

    /** U-labels for people; the name unchanged where it has none. */
    public static String toUnicode(String domain) {
        if (domain.startsWith("[") || domain.length() > 1_000) return domain;
        IDNA.Info info = new IDNA.Info();
        StringBuilder out = new StringBuilder();
        UTS46.nameToUnicode(domain, out, info);
        return info.hasErrors() ? domain : out.toString();
    }

    private static boolean isPlain(String s) {
        if (s.contains("xn--") || s.contains("XN--")) return false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.'))
                return false;
        }
        return true;
    }

    private static boolean labelsFit(String s) {
        for (String label : s.split("\\.", -1))
            if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) return false;
        return true;
    }
}
