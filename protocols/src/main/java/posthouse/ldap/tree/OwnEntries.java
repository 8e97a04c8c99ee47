// SPDX-License-Identifier: Apache-2.0
// RFC 4512 §4.2 subschema · §5.1 root DSE · RFC 3045 vendor
package posthouse.ldap.tree;

import java.util.List;
import java.util.Optional;
import posthouse.ldap.schema.Schema;

/** The entries about the server itself, which anybody may read. */
public final class OwnEntries {
    public static final String PAGED_RESULTS = "1.2.840.113556.1.4.319";
    public static final String START_TLS = "1.3.6.1.4.1.1466.20037";
    public static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";
    /** RFC 3296: there are no referrals here, so that all entries are treated as it asks. */
    public static final String MANAGE_DSA_IT = "2.16.840.1.113730.3.4.2";

    private static final String ALL_OPERATIONAL = "1.3.6.1.4.1.4203.1.5.1";
    /** RFC 4526: empty AND and OR. */
    private static final String TRUE_FALSE = "1.3.6.1.4.1.4203.1.5.3";

    private OwnEntries() {}

    /** The root DSE. */
    public static Entry root(Schema schema, List<String> roots, boolean startTls) {
        return new Entry("", "")
                .put(schema, "objectClass", "top")
                .put(schema, "namingContexts", roots)
                .put(schema, "subschemaSubentry", EntryMaker.SUBSCHEMA)
                .put(schema, "supportedLDAPVersion", "3")
                .put(schema, "supportedControl", PAGED_RESULTS, MANAGE_DSA_IT)
                .put(schema, "supportedExtension", startTls ? List.of(START_TLS, WHO_AM_I) : List.of(WHO_AM_I))
                .put(schema, "supportedFeatures", ALL_OPERATIONAL, TRUE_FALSE)
                .put(schema, "vendorName", "Posthouse");
    }

    /** The subschema that all entries are governed by. */
    public static Entry subschema(Schema schema) {
        Entry entry = new Entry(EntryMaker.SUBSCHEMA, "")
                .put(schema, "objectClass", "top", "subentry", "subschema")
                .put(schema, "cn", "Subschema")
                .put(schema, "entryDN", EntryMaker.SUBSCHEMA)
                .put(schema, "subschemaSubentry", EntryMaker.SUBSCHEMA)
                .put(schema, "structuralObjectClass", "subentry")
                .put(schema, "hasSubordinates", "FALSE");
        for (String kind : List.of("ldapSyntaxes", "matchingRules", "attributeTypes", "objectClasses"))
            entry.put(schema, kind, schema.definitions(kind));
        return entry;
    }

    /** The one of the two with that name. */
    public static Optional<Entry> find(Schema schema, List<String> name, List<String> roots, boolean startTls) {
        if (name.isEmpty()) return Optional.of(root(schema, roots, startTls));
        return schema.names().parts(subschemaName()).equals(Optional.of(name))
                ? Optional.of(subschema(schema))
                : Optional.empty();
    }

    /** The name of the subschema. */
    public static String subschemaName() {
        return EntryMaker.SUBSCHEMA;
    }
}
