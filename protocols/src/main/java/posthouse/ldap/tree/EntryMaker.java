// SPDX-License-Identifier: Apache-2.0
// RFC 4519 · RFC 4524 · RFC 2798 inetOrgPerson · RFC 4530 entryUUID · RFC 5020 entryDN
package posthouse.ldap.tree;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import posthouse.base.Principal;
import posthouse.directory.Domain;
import posthouse.directory.Group;
import posthouse.directory.Person;
import posthouse.ldap.schema.Schema;

/** Makes entries for one asker. What anonymous visitors may not read is not put in, so that nothing can be concluded from it. */
final class EntryMaker {
    /** The entry that describes the schema. */
    static final String SUBSCHEMA = "cn=Subschema";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Schema schema;
    private final boolean signedIn;
    private final Function<Domain, String> organisation;
    private final Function<Person, List<String>> addresses;

    EntryMaker(
            Schema schema,
            Principal principal,
            Function<Domain, String> organisation,
            Function<Person, List<String>> addresses) {
        this.schema = schema;
        this.signedIn = !(principal instanceof Principal.Anonymous);
        this.organisation = organisation;
        this.addresses = addresses;
    }

    Entry root(Domain domain, String name, String order) {
        Entry entry = new Entry(name, order)
                .put(schema, "objectClass", "top", "dcObject", "organization")
                .put(schema, "dc", domain.name().split("\\.")[0])
                .put(schema, "o", organisation.apply(domain));
        return operational(entry, "organization", "domain " + domain.id(), true);
    }

    Entry unit(String unit, String name, String order, boolean children) {
        Entry entry = new Entry(name, order)
                .put(schema, "objectClass", "top", "organizationalUnit")
                .put(schema, "ou", unit);
        return operational(entry, "organizationalUnit", "unit " + name, children);
    }

    Entry person(Person person, String name, String order) {
        String given = MailNames.given(person.name());
        List<String> mail = (signedIn ? addresses.apply(person) : List.of(person.address()))
                .stream().flatMap(a -> MailNames.mail(a).stream()).toList();
        Entry entry = new Entry(name, order)
                .put(schema, "objectClass", "top", "person", "organizationalPerson", "inetOrgPerson")
                .put(schema, "uid", MailNames.local(person.address()))
                .put(schema, "cn", person.name())
                .put(schema, "sn", MailNames.surname(person.name()))
                .put(schema, "givenName", given.isEmpty() ? List.of() : List.of(given))
                .put(schema, "displayName", person.name())
                .put(schema, "mail", mail);
        if (signedIn) {
            entry.put(schema, "createTimestamp", time(person.created()));
        }
        return operational(entry, "inetOrgPerson", "person " + person.id(), false);
    }

    Entry group(Group group, String name, String order, List<String> members) {
        List<String> mail = group.address().flatMap(MailNames::mail).stream().toList();
        // groupOfNames has no mail address; a class of its own lets an entry have what it needs (RFC 4512 §4.3).
        List<String> classes =
                mail.isEmpty() ? List.of("top", "groupOfNames") : List.of("top", "groupOfNames", "extensibleObject");
        Entry entry = new Entry(name, order)
                .put(schema, "objectClass", classes)
                .put(schema, "cn", group.name())
                .put(schema, "mail", mail);
        if (signedIn) {
            entry.put(schema, "member", members).put(schema, "createTimestamp", time(group.created()));
        }
        return operational(entry, "groupOfNames", "group " + group.id(), false);
    }

    private Entry operational(Entry entry, String structural, String identity, boolean children) {
        return entry.put(schema, "structuralObjectClass", structural)
                .put(
                        schema,
                        "entryUUID",
                        UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put(schema, "entryDN", entry.name())
                .put(schema, "hasSubordinates", children ? "TRUE" : "FALSE")
                .put(schema, "subschemaSubentry", SUBSCHEMA);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
