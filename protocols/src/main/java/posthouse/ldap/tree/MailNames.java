// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.tree;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Optional;
import posthouse.formats.Domains;

/** What an address and a person's name come to in attributes. */
final class MailNames {
    private MailNames() {}

    static String local(String address) {
        return address.substring(0, address.lastIndexOf('@'));
    }

    /** As the directory writes domains: lower-case A-labels. */
    static String domain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return Domains.toAscii(domain).orElseGet(() -> domain.toLowerCase(Locale.ROOT));
    }

    /** The address in ASCII, the only letters that the attribute {@code mail} has; empty when it cannot be written so. */
    static Optional<String> mail(String address) {
        if (isAscii(address)) return Optional.of(address);
        return isAscii(local(address)) ? Optional.of(local(address) + "@" + domain(address)) : Optional.empty();
    }

    /** The family name: the last word, in East Asian names the first. */
    static String surname(String name) {
        String text = name.strip();
        int gap = familyFirst(text) ? text.indexOf(' ') : text.lastIndexOf(' ');
        if (gap < 0) return text;
        return familyFirst(text) ? text.substring(0, gap) : text.substring(gap + 1);
    }

    /** The other words; empty for a name of one word. */
    static String given(String name) {
        String text = name.strip();
        int gap = familyFirst(text) ? text.indexOf(' ') : text.lastIndexOf(' ');
        if (gap < 0) return "";
        return (familyFirst(text) ? text.substring(gap) : text.substring(0, gap)).strip();
    }

    private static boolean familyFirst(String name) {
        return switch (UnicodeScript.of(name.codePointAt(0))) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
