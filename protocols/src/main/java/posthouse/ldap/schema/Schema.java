// SPDX-License-Identifier: Apache-2.0
// RFC 4512 · RFC 4519 · RFC 4524 · RFC 2798
package posthouse.ldap.schema;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.MatchingRuleDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.SchemaElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema of the standards, as the library packs it, without its drafts and with the standards' second names. */
public final class Schema {
    private static final Pattern NUMBER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
    private static final Pattern KEYSTRING = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    /** Where a definition comes from; what is not from one of these is left out. */
    private static final Set<String> ORIGINS = Set.of(
            "RFC 2079",
            "RFC 2798",
            "RFC 3045",
            "RFC 3296",
            "RFC 4512",
            "RFC 4517",
            "RFC 4519",
            "RFC 4523",
            "RFC 4524",
            "RFC 4530",
            "RFC 5020");

    private static final Map<String, String> SECOND_NAMES = Map.ofEntries(
            Map.entry("cn", "commonName"),
            Map.entry("sn", "surname"),
            Map.entry("c", "countryName"),
            Map.entry("l", "localityName"),
            Map.entry("st", "stateOrProvinceName"),
            Map.entry("street", "streetAddress"),
            Map.entry("o", "organizationName"),
            Map.entry("ou", "organizationalUnitName"),
            Map.entry("givenName", "gn"),
            Map.entry("uid", "userid"),
            Map.entry("mail", "rfc822Mailbox"),
            Map.entry("dc", "domainComponent"),
            Map.entry("facsimileTelephoneNumber", "fax"),
            Map.entry("homePhone", "homeTelephoneNumber"),
            Map.entry("mobile", "mobileTelephoneNumber"),
            Map.entry("pager", "pagerTelephoneNumber"),
            Map.entry("co", "friendlyCountryName"),
            Map.entry("drink", "favouriteDrink"));
    private static final String HAS_SUBORDINATES =
            "( 2.5.18.9 NAME 'hasSubordinates' DESC 'X.501: entry has children' EQUALITY booleanMatch"
                    + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.7 SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )";

    private final Map<String, AttributeType> types = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Map<String, List<String>> definitions = new LinkedHashMap<>();
    private final Names names = new Names(this);
    private final Rules rules;

    private static final class Standard {
        private static final Schema SCHEMA = new Schema(library());
    }

    /** The one schema there is. The first call reads it, which takes a few hundred milliseconds. */
    public static Schema standard() {
        return Standard.SCHEMA;
    }

    private Schema(com.unboundid.ldap.sdk.schema.Schema library) {
        Map<String, AttributeTypeDefinition> known = new LinkedHashMap<>();
        for (AttributeTypeDefinition type : library.getAttributeTypes())
            if (isStandard(type.getExtensions())) known.put(type.getOID(), withSecondName(type));
        known.put("2.5.18.9", parse(HAS_SUBORDINATES));
        for (AttributeTypeDefinition type : known.values()) number(type.getOID(), type.getNames());
        List<ObjectClassDefinition> classes = new ArrayList<>();
        for (ObjectClassDefinition each : library.getObjectClasses())
            if (isStandard(each.getExtensions())) classes.add(each);
        for (ObjectClassDefinition each : classes) number(each.getOID(), each.getNames());
        this.rules = new Rules(this);
        List<String> carriedOut = new ArrayList<>();
        for (MatchingRuleDefinition each : library.getMatchingRules())
            if (rules.find(each.getOID()).isPresent()) carriedOut.add(each.toString());
        Map<String, Set<String>> families = families(known);
        for (AttributeTypeDefinition type : known.values()) add(type, known, families);
        definitions.put("attributeTypes", texts(known.values()));
        definitions.put("objectClasses", texts(classes));
        definitions.put("matchingRules", carriedOut);
        definitions.put("ldapSyntaxes", texts(library.getAttributeSyntaxes()));
    }

    private static com.unboundid.ldap.sdk.schema.Schema library() {
        try {
            return com.unboundid.ldap.sdk.schema.Schema.getDefaultStandardSchema();
        } catch (LDAPException e) {
            throw new IllegalStateException("the library's schema cannot be read", e);
        }
    }

    private static AttributeTypeDefinition parse(String definition) {
        try {
            return new AttributeTypeDefinition(definition);
        } catch (LDAPException e) {
            throw new IllegalStateException(definition, e);
        }
    }

    private static boolean isStandard(Map<String, String[]> extensions) {
        String[] origin = extensions.get("X-ORIGIN");
        return origin != null && Arrays.stream(origin).anyMatch(ORIGINS::contains);
    }

    private static AttributeTypeDefinition withSecondName(AttributeTypeDefinition type) {
        String second = SECOND_NAMES.get(type.getNameOrOID());
        if (second == null) return type;
        return new AttributeTypeDefinition(
                type.getOID(),
                new String[] {type.getNameOrOID(), second},
                type.getDescription(),
                type.isObsolete(),
                type.getSuperiorType(),
                type.getEqualityMatchingRule(),
                type.getOrderingMatchingRule(),
                type.getSubstringMatchingRule(),
                type.getSyntaxOID(),
                type.isSingleValued(),
                type.isCollective(),
                type.isNoUserModification(),
                type.getUsage(),
                type.getExtensions());
    }

    private static List<String> texts(Collection<? extends SchemaElement> elements) {
        return elements.stream().map(SchemaElement::toString).toList();
    }

    private void number(String oid, String[] of) {
        numbers.put(oid, oid);
        for (String name : of) numbers.put(name.toLowerCase(Locale.ROOT), oid);
    }

    /** For each type the numbers of itself and its subtypes. */
    private Map<String, Set<String>> families(Map<String, AttributeTypeDefinition> known) {
        Map<String, Set<String>> families = new HashMap<>();
        for (AttributeTypeDefinition type : known.values())
            for (AttributeTypeDefinition at = type; at != null; at = superior(at, known))
                families.computeIfAbsent(at.getOID(), k -> new HashSet<>()).add(type.getOID());
        return families;
    }

    private @Nullable AttributeTypeDefinition superior(
            AttributeTypeDefinition type, Map<String, AttributeTypeDefinition> known) {
        String name = type.getSuperiorType();
        return name == null ? null : known.get(numbers.get(name.toLowerCase(Locale.ROOT)));
    }

    private void add(
            AttributeTypeDefinition type,
            Map<String, AttributeTypeDefinition> known,
            Map<String, Set<String>> families) {
        String equality = null;
        String ordering = null;
        String substrings = null;
        String syntax = null;
        for (AttributeTypeDefinition at = type; at != null; at = superior(at, known)) {
            if (equality == null) equality = at.getEqualityMatchingRule();
            if (ordering == null) ordering = at.getOrderingMatchingRule();
            if (substrings == null) substrings = at.getSubstringMatchingRule();
            if (syntax == null) syntax = at.getBaseSyntaxOID();
        }
        AttributeType made = new AttributeType(
                type.getOID(),
                type.getNameOrOID(),
                type.isOperational(),
                syntax == null ? "" : syntax,
                Set.copyOf(families.getOrDefault(type.getOID(), Set.of())),
                rule(equality),
                rule(ordering),
                rule(substrings));
        types.put(type.getOID(), made);
        for (String name : type.getNames()) {
            types.put(name, made);
            types.put(name.toLowerCase(Locale.ROOT), made);
        }
    }

    private Optional<Rule> rule(@Nullable String name) {
        return name == null ? Optional.empty() : rules.find(name);
    }

    /** The attribute type with that name or number, without options. */
    public Optional<AttributeType> type(String nameOrNumber) {
        return Optional.ofNullable(types.get(nameOrNumber.toLowerCase(Locale.ROOT)));
    }

    /** The type of an attribute that the server itself writes. */
    public AttributeType own(String name) {
        AttributeType type = types.get(name);
        if (type == null) throw new IllegalStateException(name);
        return type;
    }

    /** The matching rule with that name or number, when this server carries it out. */
    public Optional<Rule> matchingRule(String nameOrNumber) {
        return rules.find(nameOrNumber);
    }

    /** The number behind a name of the schema; a number stands for itself. */
    Optional<String> number(String nameOrNumber) {
        if (NUMBER.matcher(nameOrNumber).matches()) return Optional.of(nameOrNumber);
        return Optional.ofNullable(numbers.get(nameOrNumber.toLowerCase(Locale.ROOT)));
    }

    /** How names are compared. */
    public Names names() {
        return names;
    }

    /** The definitions of one kind, as the subschema shows them. */
    public List<String> definitions(String kind) {
        return definitions.getOrDefault(kind, List.of());
    }

    /**
     * An attribute description: a type and options.
     *
     * @param tagged whether it has a language tag, which no value here has
     */
    public record Description(AttributeType type, boolean tagged) {}

    /** Reads an attribute description; empty when its type or one of its options is not known. */
    public Optional<Description> description(String text) {
        String[] parts = text.split(";", -1);
        Optional<AttributeType> type = type(parts[0]);
        if (type.isEmpty()) return Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            String option = parts[i].toLowerCase(Locale.ROOT);
            if (!option.startsWith("lang-") || !KEYSTRING.matcher(option).matches()) return Optional.empty();
        }
        return Optional.of(new Description(type.get(), parts.length > 1));
    }
}
