// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.text.Normalizer;
import java.util.Locale;

/** Finds people by what somebody began to type, whatever its case and accents. */
final class NameSearch {
    private final String wanted;

    NameSearch(String text) {
        wanted = fold(text.strip());
    }

    /** Whether a word of the name, or the address, begins with the text. */
    boolean finds(Person person) {
        String name = fold(person.name());
        if (fold(person.address()).startsWith(wanted) || name.startsWith(wanted)) return true;
        for (int i = name.indexOf(' '); i >= 0; i = name.indexOf(' ', i + 1))
            if (name.startsWith(wanted, i + 1)) return true;
        return false;
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }
}
