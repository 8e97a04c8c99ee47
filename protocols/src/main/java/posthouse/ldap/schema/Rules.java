// SPDX-License-Identifier: Apache-2.0
// RFC 4517 §4.2
package posthouse.ldap.schema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The matching rules that this server carries out, by name and by number. */
final class Rules {
    static final String SYNTAX = "1.3.6.1.4.1.1466.115.121.1.";
    private static final Set<String> STRINGS = Set.of(SYNTAX + 15, SYNTAX + 44, SYNTAX + 11, SYNTAX + 50);

    private final Map<String, Rule> byName = new HashMap<>();

    Rules(Schema schema) {
        strings("caseIgnore", "2.5.13.2", "2.5.13.3", "2.5.13.4", STRINGS, Form.directoryString(true));
        strings("caseExact", "2.5.13.5", "2.5.13.6", "2.5.13.7", STRINGS, Form.directoryString(false));
        Set<String> ia5 = Set.of(SYNTAX + 26);
        equality("caseIgnoreIA5Match", "1.3.6.1.4.1.1466.109.114.2", ia5, Form.ia5(true));
        equality("caseExactIA5Match", "1.3.6.1.4.1.1466.109.114.1", ia5, Form.ia5(false));
        add("caseIgnoreIA5SubstringsMatch", "1.3.6.1.4.1.1466.109.114.3", Rule.Kind.SUBSTRINGS, ia5, Form.ia5(true));
        strings("numericString", "2.5.13.8", "2.5.13.9", "2.5.13.10", Set.of(SYNTAX + 36), Form.numericString());
        Set<String> telephone = Set.of(SYNTAX + 50);
        equality("telephoneNumberMatch", "2.5.13.20", telephone, Form.telephoneNumber());
        add("telephoneNumberSubstringsMatch", "2.5.13.21", Rule.Kind.SUBSTRINGS, telephone, Form.telephoneNumber());
        Set<String> lists = Set.of(SYNTAX + 41);
        equality("caseIgnoreListMatch", "2.5.13.11", lists, Form.list());
        add("caseIgnoreListSubstringsMatch", "2.5.13.12", Rule.Kind.SUBSTRINGS, lists, Form.list());
        Set<String> octets = Set.of(SYNTAX + 40);
        equality("octetStringMatch", "2.5.13.17", octets, Form.octets());
        add("octetStringOrderingMatch", "2.5.13.18", Rule.Kind.ORDERING, octets, Form.octets());
        Set<String> integers = Set.of(SYNTAX + 27);
        equality("integerMatch", "2.5.13.14", integers, Form.integer());
        add("integerOrderingMatch", "2.5.13.15", Rule.Kind.ORDERING, integers, Form.integer());
        equality("booleanMatch", "2.5.13.13", Set.of(SYNTAX + 7), Form.bool());
        equality("bitStringMatch", "2.5.13.16", Set.of(SYNTAX + 6), Form.bitString());
        Set<String> times = Set.of(SYNTAX + 24);
        equality("generalizedTimeMatch", "2.5.13.27", times, Form.generalizedTime());
        add("generalizedTimeOrderingMatch", "2.5.13.28", Rule.Kind.ORDERING, times, Form.generalizedTime());
        Set<String> uuids = Set.of("1.3.6.1.1.16.1");
        equality("uuidMatch", "1.3.6.1.1.16.2", uuids, Form.uuid());
        add("uuidOrderingMatch", "1.3.6.1.1.16.3", Rule.Kind.ORDERING, uuids, Form.uuid());
        equality("distinguishedNameMatch", "2.5.13.1", Set.of(SYNTAX + 12), Form.distinguishedName(schema.names()));
        equality("objectIdentifierMatch", "2.5.13.0", Set.of(SYNTAX + 38), Form.objectIdentifier(schema::number));
        equality(
                "objectIdentifierFirstComponentMatch",
                "2.5.13.30",
                Set.of(SYNTAX + 3, SYNTAX + 37, SYNTAX + 30, SYNTAX + 31, SYNTAX + 54, SYNTAX + 16, SYNTAX + 35),
                Form.firstComponent(schema::number));
    }

    private void strings(
            String prefix, String equality, String ordering, String substrings, Set<String> syntaxes, Form form) {
        add(prefix + "Match", equality, Rule.Kind.EQUALITY, syntaxes, form);
        add(prefix + "OrderingMatch", ordering, Rule.Kind.ORDERING, syntaxes, form);
        add(prefix + "SubstringsMatch", substrings, Rule.Kind.SUBSTRINGS, syntaxes, form);
    }

    private void equality(String name, String oid, Set<String> syntaxes, Form form) {
        add(name, oid, Rule.Kind.EQUALITY, syntaxes, form);
    }

    private void add(String name, String oid, Rule.Kind kind, Set<String> syntaxes, Form form) {
        Rule rule = new Rule(name, kind, syntaxes, form);
        byName.put(name.toLowerCase(Locale.ROOT), rule);
        byName.put(oid, rule);
    }

    /** The rule with that name or number. */
    Optional<Rule> find(String nameOrNumber) {
        return Optional.ofNullable(byName.get(nameOrNumber.toLowerCase(Locale.ROOT)));
    }
}
