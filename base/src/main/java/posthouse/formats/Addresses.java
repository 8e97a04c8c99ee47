// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4 · RFC 5321 §4.1.2 Mailbox · RFC 6531, RFC 6532 non-ASCII addresses
package posthouse.formats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.formats.header.AddressPrinter;
import posthouse.formats.header.AddressSyntax;

/** Reads, checks and prints addresses. */
public final class Addresses {
    private Addresses() {}

    /** What a person or a header wrote; never fails, see {@link #spec} for whether an address can be one. */
    public static List<MailAddress> parse(String text) {
        return AddressSyntax.parse(text).stream()
                .flatMap(g -> g.addresses().stream())
                .toList();
    }

    public static List<AddressGroup> parseGroups(String text) {
        return AddressSyntax.parse(text);
    }

    /** Local part and domain of an addr-spec that is well formed. */
    public record Spec(String localPart, String domain) {
        /** Domain in lower-case A-labels, local part as written. */
        public String wire() {
            return localPart + "@" + Domains.toAscii(domain).orElse(domain.toLowerCase(Locale.ROOT));
        }

        /** The local part without quotes where it needs none. */
        public boolean isAscii() {
            return localPart.chars().allMatch(c -> c < 128);
        }
    }

    /** The parts of an addr-spec, or empty when it is none (no domain, bad characters, too long). */
    public static Optional<Spec> spec(String email) {
        int at = email.lastIndexOf('@');
        if (at <= 0 || at == email.length() - 1) return Optional.empty();
        String local = email.substring(0, at);
        String domain = email.substring(at + 1);
        if (local.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 64) return Optional.empty();
        if (!isDotAtom(local) && !isQuoted(local)) return Optional.empty();
        if (domain.startsWith("[")
                ? !isLiteral(domain)
                : Domains.toAscii(domain).isEmpty()) return Optional.empty();
        return Optional.of(new Spec(local, domain));
    }

    public static boolean isAddress(String email) {
        return spec(email).isPresent();
    }

    /** An address list as header value, folded by CRLF and blank; the caller has checked it for line breaks. */
    public static String print(List<MailAddress> addresses) {
        return AddressPrinter.print(List.of(new AddressGroup(Optional.empty(), addresses)));
    }

    public static String printGroups(List<AddressGroup> groups) {
        return AddressPrinter.print(groups);
    }

    private static boolean isDotAtom(String s) {
        if (s.startsWith(".") || s.endsWith(".") || s.contains("..")) return false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c <= ' ' || c == 127 || "()<>[]:;@\\,\"".indexOf(c) >= 0) return false;
            if (c >= 128 && (Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)))
                return false;
        }
        return true;
    }

    private static boolean isQuoted(String s) {
        if (s.length() < 2 || !s.startsWith("\"") || !s.endsWith("\"")) return false;
        for (int i = 1; i < s.length() - 1; i++) {
            char c = s.charAt(i);
            if (c == '\\' && i + 1 < s.length() - 1) {
                i++;
                c = s.charAt(i);
            } else if (c == '"' || c == '\\') return false;
            if (c < ' ' || c == 127) return false;
        }
        return true;
    }

    private static boolean isLiteral(String s) {
        return s.endsWith("]")
                && s.length() < 80
                && s.substring(1, s.length() - 1).matches("[0-9A-Fa-f:.a-zA-Z-]+");
    }
}
