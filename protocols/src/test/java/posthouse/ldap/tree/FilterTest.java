// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.7
package posthouse.ldap.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.ldap.filter.Compiler;
import posthouse.ldap.filter.Truth;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.syntax.Malformed;
import posthouse.ldap.syntax.MessageReader;
import posthouse.ldap.syntax.Request;

class FilterTest {
    private final Schema schema = Schema.standard();
    private final Entry entry = new Entry("uid=zoe,ou=people,dc=demo,dc=test", "")
            .put(schema, "objectClass", "top", "person", "inetOrgPerson")
            .put(schema, "uid", "zoe")
            .put(schema, "cn", "Zoë  van der Straße")
            .put(schema, "sn", "Straße")
            .put(schema, "mail", "zoe@demo.test", "Z.Street@demo.test")
            .put(schema, "hasSubordinates", "FALSE")
            .put(schema, "createTimestamp", "20261125100000Z")
            .put(schema, "member", "uid=ada,ou=people,dc=demo,dc=test");

    private Truth of(String filter) throws LDAPException, Malformed {
        byte[] message = new LDAPMessage(
                        1,
                        new SearchRequestProtocolOp(
                                "",
                                SearchScope.SUB,
                                DereferencePolicy.NEVER,
                                0,
                                0,
                                false,
                                com.unboundid.ldap.sdk.Filter.create(filter),
                                List.of()))
                .encode()
                .encode();
        Request.Search search = (Request.Search) MessageReader.read(message).request();
        return new Compiler(schema).compile(search.filter()).of(entry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "(cn=zoë van der STRASSE) → TRUE",
                "(cn=  Zoë   van  der  Straße ) → TRUE",
                "(cn=Zoë vander Straße) → FALSE",
                "(commonName=*van*) → TRUE",
                "(2.5.4.3=zoë*strasse) → TRUE",
                "(name=straße) → TRUE",
                "(cn=zoë v*der s*e) → TRUE",
                "(cn=*der*van*) → FALSE",
                "(cn=zoëvan*) → FALSE",
                "(mail=z.street@DEMO.test) → TRUE",
                "(mail=straße@demo.test) → UNDEFINED",
                "(objectClass=2.5.6.6) → TRUE",
                "(objectClass=noSuchClass) → UNDEFINED",
                "(member=UID=Ada, OU=people,dc=demo,dc=test) → TRUE",
                "(member=nobody) → UNDEFINED",
                "(createTimestamp>=20261125090000Z) → TRUE",
                "(createTimestamp<=20261125110000+0200) → FALSE",
                "(createTimestamp>=yesterday) → UNDEFINED",
                "(cn>=a) → UNDEFINED",
                "(hasSubordinates=maybe) → UNDEFINED",
                "(noSuch=x) → UNDEFINED",
                "(noSuch=*) → UNDEFINED",
                "(telephoneNumber=*) → FALSE",
                "(telephoneNumber=1) → FALSE",
                "(cn;lang-de=zoe) → FALSE",
                "(cn;x-odd=zoe) → UNDEFINED",
                "(cn~=zoë van der straße) → TRUE",
            })
    void assertionsAreTrueFalseOrUndefined(String filter, Truth truth) throws Exception {
        assertEquals(truth, of(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "(&) → TRUE",
                "(|) → FALSE",
                "(!(noSuch=x)) → UNDEFINED",
                "(!(telephoneNumber=1)) → TRUE",
                "(&(uid=zoe)(noSuch=x)) → UNDEFINED",
                "(&(uid=no)(noSuch=x)) → FALSE",
                "(|(uid=zoe)(noSuch=x)) → TRUE",
                "(|(uid=no)(noSuch=x)) → UNDEFINED",
                "(!(&(noSuch=x)(uid=no))) → TRUE",
            })
    void combinationsFollowTheThreeTruthValues(String filter, Truth truth) throws Exception {
        assertEquals(truth, of(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "(cn:caseExactMatch:=Zoë van der Straße) → TRUE",
                "(cn:caseExactMatch:=zoë van der straße) → FALSE",
                "(:caseIgnoreMatch:=ZOE) → TRUE",
                "(ou:dn:=People) → TRUE",
                "(ou:=people) → FALSE",
                "(:dn:caseIgnoreIA5Match:=DEMO) → TRUE",
                "(cn:integerMatch:=1) → UNDEFINED",
                "(cn:noSuchRule:=x) → UNDEFINED",
                "(noSuch:dn:=x) → UNDEFINED",
            })
    void rulesCanBeNamed(String filter, Truth truth) throws Exception {
        assertEquals(truth, of(filter));
    }

    @Test
    void aSpaceAtTheEndOfAPieceIsOneAtTheEndOfAValueToo() throws Exception {
        assertEquals(Truth.TRUE, of("(sn=* straße *)"));
        assertEquals(Truth.FALSE, of("(cn=*va *n*)"));
    }
}
