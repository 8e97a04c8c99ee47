// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import com.unboundid.asn1.ASN1Boolean;
import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Enumerated;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Requests as bytes, among them such as no library would send. */
final class RawRequests {
    private static final String BASE = "dc=demo,dc=test";
    private static final byte AND = (byte) 0xa0;
    private static final byte OR = (byte) 0xa1;
    private static final byte NOT = (byte) 0xa2;
    private static final byte EQUALITY = (byte) 0xa3;
    private static final byte SUBSTRINGS = (byte) 0xa4;
    private static final byte PRESENT = (byte) 0x87;
    private static final byte EXTENSIBLE = (byte) 0xa9;

    /**
     * A request.
     *
     * @param argued the heading under which a difference to slapd is argued; empty when there must be none
     */
    record Raw(String name, byte[] bytes, String argued) {}

    private final List<Raw> all = new ArrayList<>();

    private RawRequests() {}

    static List<Raw> all() {
        RawRequests made = new RawRequests();
        made.filters();
        made.extensible();
        made.limits();
        made.depth();
        made.broken();
        return made.all;
    }

    private void filters() {
        same("empty AND", filter(element(AND)));
        same("empty OR", filter(element(OR)));
        same("NOT of empty AND", filter(element(NOT, element(AND))));
        same("NOT of empty OR", filter(element(NOT, element(OR))));
        same("unknown attribute", filter(equal("noSuchAttribute", "x")));
        same("NOT of an unknown attribute", filter(element(NOT, equal("noSuchAttribute", "x"))));
        same("presence of an unknown attribute", filter(present("noSuchAttribute")));
        same("NOT of its presence", filter(element(NOT, present("noSuchAttribute"))));
        same("unknown numeric attribute", filter(element(NOT, equal("1.2.3.4.5.6", "x"))));
        same("attribute by number", filter(equal("2.5.4.42", "ada")));
        same("empty attribute description", filter(equal("", "x")));
        same("attribute with an unknown option", filter(element(NOT, equal("cn;x-odd", "x"))));
        same("attribute with a language", filter(element(NOT, equal("cn;lang-de", "x"))));
        same("value that is not UTF-8", filter(element(NOT, equal("cn", new byte[] {(byte) 0xff, 1}))));
        same("value that is not ASCII", filter(element(NOT, equal("mail", "jürgen@demo.test"))));
        same("Boolean that is none", filter(element(NOT, equal("hasSubordinates", "maybe"))));
        same("time that is none", filter(element(NOT, equal("createTimestamp", "yesterday"))));
        same("name that is none", filter(element(NOT, equal("entryDN", "nobody"))));
        same("unknown object class", filter(element(NOT, equal("objectClass", "noSuchClass"))));
        same("empty value", filter(element(NOT, equal("cn", ""))));
        same("ordering without an ordering rule", filter(element(NOT, item((byte) 0xa5, "cn", bytes("a")))));
        same("substrings without a substrings rule", filter(element(NOT, substrings("createTimestamp", "2026"))));
        same("supertype", filter(equal("name", "people")));
        same("Undefined OR True", filter(element(OR, equal("noSuchAttribute", "x"), equal("ou", "people"))));
        same(
                "Undefined AND False",
                filter(element(NOT, element(AND, equal("noSuchAttribute", "x"), equal("ou", "none")))));
        same("a filter of the future", filter(element(NOT, new ASN1Element((byte) 0x8e, bytes("x")))));
    }

    private void extensible() {
        same("unknown rule", filter(element(NOT, extensible("noSuchRule", "cn", "x", false))));
        same("rule that does not fit", filter(element(NOT, extensible("integerMatch", "cn", "1", false))));
        same("rule and no attribute", filter(extensible("caseExactMatch", "", "people", false)));
        same("attribute of the name", filter(extensible("", "ou", "people", true)));
        same("rule and the name", filter(extensible("caseIgnoreMatch", "", "PEOPLE", true)));
        same("unknown attribute and the name", filter(element(NOT, extensible("", "noSuchAttribute", "x", true))));
        same("neither rule nor attribute", filter(extensible("", "", "x", false)));
    }

    private void limits() {
        argue("scope 3", search(BASE, 3, 0, 0, 0, present("cn")), "Scope 3");
        same("scope 4", search(BASE, 4, 0, 0, 0, present("cn")));
        same("scope -1", search(BASE, -1, 0, 0, 0, present("cn")));
        same("aliases 4", search(BASE, 2, 4, 0, 0, present("cn")));
        same("negative size limit", search(BASE, 2, 0, -1, 0, present("cn")));
        same("negative time limit", search(BASE, 2, 0, 0, -1, present("cn")));
        same("base that is no name", search("nonsense", 2, 0, 0, 0, present("cn")));
        same("base of an unknown attribute", search("noSuch=x," + BASE, 2, 0, 0, 0, present("cn")));
        same("base without an entry", search("ou=nowhere," + BASE, 2, 0, 0, 0, present("cn")));
        same("base elsewhere", search("dc=elsewhere", 2, 0, 0, 0, present("cn")));
        same("base in other letters", search("OU = People , DC=DEMO,dc=test", 0, 0, 0, 0, present("ou")));
        same(
                "base by numbers",
                search("2.5.4.11=people,0.9.2342.19200300.100.1.25=demo,dc=test", 0, 0, 0, 0, present("ou")));
        same("all of everything", search("", 2, 0, 0, 0, present("cn")));
        same("one level", search(BASE, 1, 0, 0, 0, present("objectClass")));
        same("size limit 1", search("ou=people," + BASE, 0, 0, 1, 0, present("objectClass")));
        same("critical unknown control", controlled("1.2.3.4", true));
        same("unknown control", controlled("1.2.3.4", false));
    }

    private void depth() {
        same("10 nested NOTs", filter(nested(10)));
        same("999 nested NOTs", filter(nested(999)));
        same("1,000 nested NOTs", filter(nested(1000)));
        same("1,001 nested NOTs", filter(nested(1001)));
        same("10,000 nested NOTs", filter(nested(10_000)));
    }

    private void broken() {
        same("length beyond 2 GB", hex("30847fffffff020101"));
        same("length of five bytes", hex("308501000000000201"));
        same("indefinite length", hex("30800201014200000000"));
        same("not a sequence", hex("31050201014200"));
        same("inner length too long", hex("300c020101637f0400"));
        same("operation that is none", hex("30050201017e00"));
        same("NOT of nothing", filter(element(NOT)));
        argue("NOT of two filters", filter(element(NOT, present("cn"), present("cn"))), "NOT of more than one filter");
        argue("message number 0", hex("30050201004200"), "Message number 0");
        same("search cut short", message(new ASN1Element((byte) 0x63, bytes("x"))));
    }

    private void same(String name, byte[] bytes) {
        argue(name, bytes, "");
    }

    private void argue(String name, byte[] bytes, String heading) {
        all.add(new Raw(name, bytes, heading));
    }

    private static byte[] filter(ASN1Element filter) {
        return search(BASE, 2, 0, 0, 0, filter);
    }

    private static byte[] search(String base, int scope, int deref, int size, int time, ASN1Element filter) {
        return message(searchOp(base, scope, deref, size, time, filter));
    }

    private static ASN1Element searchOp(String base, int scope, int deref, int size, int time, ASN1Element filter) {
        return element(
                (byte) 0x63,
                new ASN1OctetString(base),
                new ASN1Enumerated(scope),
                new ASN1Enumerated(deref),
                new ASN1Integer(size),
                new ASN1Integer(time),
                new ASN1Boolean(true),
                filter,
                new ASN1Sequence(new ASN1OctetString("1.1")));
    }

    private static byte[] controlled(String oid, boolean critical) {
        ASN1Element control = new ASN1Sequence(new ASN1OctetString(oid), new ASN1Boolean(critical));
        return message(searchOp(BASE, 0, 0, 0, 0, present("objectClass")), element((byte) 0xa0, control));
    }

    private static byte[] message(ASN1Element... operationAndControls) {
        List<ASN1Element> parts = new ArrayList<>();
        parts.add(new ASN1Integer(7));
        parts.addAll(List.of(operationAndControls));
        return new ASN1Sequence(parts).encode();
    }

    private static ASN1Element nested(int depth) {
        ASN1Element filter = present("objectClass");
        for (int i = 0; i < depth; i++) filter = element(NOT, filter);
        return filter;
    }

    private static ASN1Element present(String attribute) {
        return new ASN1Element(PRESENT, bytes(attribute));
    }

    private static ASN1Element equal(String attribute, String value) {
        return equal(attribute, bytes(value));
    }

    private static ASN1Element equal(String attribute, byte[] value) {
        return item(EQUALITY, attribute, value);
    }

    private static ASN1Element item(byte kind, String attribute, byte[] value) {
        return element(kind, new ASN1OctetString(attribute), new ASN1OctetString(value));
    }

    private static ASN1Element substrings(String attribute, String initial) {
        return element(
                SUBSTRINGS,
                new ASN1OctetString(attribute),
                new ASN1Sequence(new ASN1Element((byte) 0x80, bytes(initial))));
    }

    private static ASN1Element extensible(String rule, String attribute, String value, boolean name) {
        List<ASN1Element> parts = new ArrayList<>();
        if (!rule.isEmpty()) parts.add(new ASN1Element((byte) 0x81, bytes(rule)));
        if (!attribute.isEmpty()) parts.add(new ASN1Element((byte) 0x82, bytes(attribute)));
        parts.add(new ASN1Element((byte) 0x83, bytes(value)));
        if (name) parts.add(new ASN1Element((byte) 0x84, new byte[] {-1}));
        return element(EXTENSIBLE, parts.toArray(ASN1Element[]::new));
    }

    private static ASN1Element element(byte type, ASN1Element... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ASN1Element part : parts) out.writeBytes(part.encode());
        return new ASN1Element(type, out.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
