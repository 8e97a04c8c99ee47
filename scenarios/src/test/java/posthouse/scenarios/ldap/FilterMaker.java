// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Filters of every kind, about values that are there and about such as are not, from a seed. */
final class FilterMaker {
    private static final String[] ATTRIBUTES = {
        "cn",
        "cn",
        "sn",
        "givenName",
        "displayName",
        "mail",
        "mail",
        "uid",
        "uid",
        "objectClass",
        "ou",
        "o",
        "dc",
        "name",
        "commonName",
        "surname",
        "2.5.4.3",
        "telephoneNumber",
        "description",
        "member",
        "userPassword",
        "jpegPhoto",
        "hasSubordinates",
        "structuralObjectClass",
        "createTimestamp",
        "entryDN",
        "postalAddress",
        "facsimileTelephoneNumber",
        "preferredLanguage",
        "labeledURI",
        "seeAlso",
        "employeeNumber",
        "noSuchAttribute",
        "1.2.3.4.5",
        "cn;lang-de",
        "cn;binary",
        "cn;x-odd",
        "not an attribute",
        ""
    };
    private static final String[] RULES = {
        "caseExactMatch",
        "caseIgnoreMatch",
        "2.5.13.2",
        "caseExactIA5Match",
        "caseIgnoreIA5Match",
        "integerMatch",
        "booleanMatch",
        "objectIdentifierMatch",
        "distinguishedNameMatch",
        "caseIgnoreOrderingMatch",
        "generalizedTimeMatch",
        "caseIgnoreSubstringsMatch",
        "noSuchRule",
        "9.9.9",
        "numericStringMatch",
        "octetStringMatch"
    };

    private final Random random;
    private final List<Entry> entries;

    FilterMaker(long seed, List<Entry> entries) {
        this.random = new Random(seed);
        this.entries = entries;
    }

    Filter next() {
        return filter(random.nextInt(4));
    }

    private Filter filter(int depth) {
        if (depth == 0) return item();
        return switch (random.nextInt(7)) {
            case 0, 1 -> Filter.and(several(depth));
            case 2, 3 -> Filter.or(several(depth));
            case 4, 5 -> Filter.not(filter(depth - 1));
            default -> item();
        };
    }

    private List<Filter> several(int depth) {
        List<Filter> parts = new ArrayList<>();
        int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) parts.add(filter(depth - 1));
        return parts;
    }

    private Filter item() {
        String attribute = ATTRIBUTES[random.nextInt(ATTRIBUTES.length)];
        if (random.nextInt(4) == 0) attribute = attribute.toUpperCase(Locale.ROOT);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> Filter.equals(attribute, value(attribute));
            case 3, 4, 5 -> substring(attribute);
            case 6 -> Filter.present(attribute);
            case 7 -> Filter.greaterOrEqual(attribute, value(attribute));
            case 8 -> Filter.lessOrEqual(attribute, value(attribute));
            case 9 -> Filter.approximateMatch(attribute, value(attribute));
            default -> extensible(attribute);
        };
    }

    private Filter extensible(String attribute) {
        boolean named = random.nextInt(4) != 0;
        boolean ruled = !named || random.nextInt(3) != 0;
        return Filter.extensibleMatch(
                named ? attribute : null,
                ruled ? RULES[random.nextInt(RULES.length)] : null,
                random.nextInt(3) == 0,
                value(attribute));
    }

    private Filter substring(String attribute) {
        byte[] value = value(attribute);
        int a = random.nextInt(value.length + 1);
        int b = a + random.nextInt(value.length - a + 1);
        byte[] initial = random.nextInt(2) == 0 ? Arrays.copyOf(value, a) : null;
        byte[] last = random.nextInt(2) == 0 ? Arrays.copyOfRange(value, b, value.length) : null;
        byte[][] any = random.nextInt(2) == 0 || initial == null && last == null
                ? new byte[][] {Arrays.copyOfRange(value, a, b)}
                : null;
        // An empty piece is no piece: clients never send one, and a server may call it malformed.
        if (initial != null && initial.length == 0) initial = null;
        if (last != null && last.length == 0) last = null;
        if (any != null && any[0].length == 0) any = null;
        if (initial == null && last == null && any == null) return Filter.present(attribute);
        return Filter.substring(attribute, initial, any, last);
    }

    /** A value of somebody's, often changed in what should not matter, and sometimes in what does. */
    private byte[] value(String attribute) {
        String text = found(attribute);
        return switch (random.nextInt(12)) {
            case 0 -> bytes(text.toUpperCase(Locale.ROOT));
            case 1 -> bytes(text.toLowerCase(Locale.ROOT));
            case 2 -> bytes("  " + text.replace(" ", "   ") + " ");
            case 3 -> bytes(java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD));
            case 4 -> bytes(text + "x");
            case 5 ->
                bytes(new String[] {
                            "",
                            " ",
                            "*",
                            "TRUE",
                            "1",
                            "top",
                            "inetOrgPerson",
                            "2.5.6.6",
                            "person",
                            "cn=x",
                            "\u0000",
                            "'01'B"
                        }
                        [random.nextInt(12)]);
            case 6 -> random.nextInt(3) == 0 ? new byte[] {(byte) 0xc3, 0x28} : bytes(text);
            case 7 -> bytes("20261125100000Z");
            default -> bytes(text);
        };
    }

    private String found(String attribute) {
        for (int i = 0; i < 20; i++) {
            Entry entry = entries.get(random.nextInt(entries.size()));
            Attribute own = entry.getAttribute(attribute.isEmpty() ? "cn" : attribute);
            if (own == null) own = entry.getAttribute("cn");
            if (own != null) return own.getValues()[random.nextInt(own.size())];
        }
        return "nothing";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
