// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** The form in which addresses are compared: lower case, NFC, the domain as A-labels (UTS #46, non-transitional). */
final class Addresses {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);
    private static final int LONGEST = 320;

    private Addresses() {}

    /** Local part and domain, both in the compared form. */
    record Key(String local, String domain) {
        @Override
        public String toString() {
            return local + "@" + domain;
        }
    }

    /** Empty when it is no address at all. A quoted local part is taken without its quotes. */
    static Optional<Key> key(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.length() > LONGEST) return Optional.empty();
        String local = address.substring(0, at);
        if (local.length() > 2 && local.startsWith("\"") && local.endsWith("\""))
            local = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
        if (local.chars().anyMatch(c -> c < 32 || c == 127)) return Optional.empty();
        String folded = Normalizer.normalize(local, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return domain(address.substring(at + 1)).map(domain -> new Key(folded, domain));
    }

    /** A domain in its compared form; empty when it is none. */
    static Optional<String> domain(String domain) {
        var info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
        boolean plain = ascii.matches("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?") && !ascii.contains("..");
        return info.hasErrors() || !plain ? Optional.empty() : Optional.of(ascii.toLowerCase(Locale.ROOT));
    }

    static Refused none(String address) {
        return refused("address", "\"" + address + "\" is not of the form name@domain");
    }

    static Refused noDomain(String name) {
        return refused("domain", "\"" + name + "\" is no domain name");
    }

    private static Refused refused(String where, String why) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where, why));
    }
}
