// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.2 Mail-parameters · RFC 1870 SIZE · RFC 6152 BODY · RFC 6531 §3.4 SMTPUTF8
package posthouse.smtp.syntax;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parameters of MAIL or RCPT by keyword in upper case; the value is empty for those that have none. */
public record Parameters(Map<String, String> values) {
    public Parameters {
        values = Map.copyOf(values);
    }

    /** Empty when they do not fit the grammar, or one comes twice. */
    public static Optional<Parameters> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.strip().split("[ \t]+")) {
            if (word.isEmpty()) continue;
            int equals = word.indexOf('=');
            String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean fits = name.matches("[A-Z0-9][A-Z0-9-]*") && (equals < 0 || !value.isEmpty());
            if (!fits || values.putIfAbsent(name, value) != null) return Optional.empty();
        }
        return Optional.of(new Parameters(values));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first keyword that is not among the known ones. */
    public Optional<String> beyond(Set<String> known) {
        return values.keySet().stream().filter(k -> !known.contains(k)).sorted().findFirst();
    }

    /** SIZE in octets, 0 when not given; empty when it is no number. */
    public Optional<Long> size() {
        String value = values.get("SIZE");
        if (value == null) return Optional.of(0L);
        if (!value.matches("[0-9]{1,20}")) return Optional.empty();
        return Optional.of(value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value));
    }
}
