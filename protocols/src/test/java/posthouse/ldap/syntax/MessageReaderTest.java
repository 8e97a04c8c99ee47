// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.1, §5.1
package posthouse.ldap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static byte[] search(String filter) throws Exception {
        return new LDAPMessage(
                        3,
                        new SearchRequestProtocolOp(
                                "dc=test",
                                SearchScope.SUB,
                                DereferencePolicy.NEVER,
                                10,
                                20,
                                true,
                                com.unboundid.ldap.sdk.Filter.create(filter),
                                List.of("cn", "+")),
                        new SimplePagedResultsControl(5, true))
                .encode()
                .encode();
    }

    @Test
    void aSearchIsReadWithItsControls() throws Exception {
        Message message = MessageReader.read(search("(&(cn=a*b)(!(uid:dn:2.5.13.2:=x)))"));
        Request.Search search = assertInstanceOf(Request.Search.class, message.request());
        assertEquals(3, message.id());
        assertEquals(List.of("cn", "+"), search.attributes());
        assertEquals(10, search.sizeLimit());
        assertEquals(1, message.controls().size());
        assertInstanceOf(Filter.And.class, search.filter());
    }

    @Test
    void aBindIsRead() throws Exception {
        byte[] bytes = new LDAPMessage(1, new BindRequestProtocolOp("cn=a", "secret"))
                .encode()
                .encode();
        Request.Bind bind =
                assertInstanceOf(Request.Bind.class, MessageReader.read(bytes).request());
        assertEquals("secret", new String(bind.password().orElseThrow(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void nestingEndsAtAThousand() throws Exception {
        MessageReader.read(nested(1000));
        assertThrows(Malformed.class, () -> MessageReader.read(nested(1001)));
        assertThrows(Malformed.class, () -> MessageReader.read(nested(10_000)));
        assertThrows(Malformed.class, () -> MessageReader.read(nested(200_000)));
    }

    private static byte[] nested(int depth) throws Exception {
        byte[] whole = search("(cn=*)");
        byte[] leaf = com.unboundid.ldap.sdk.Filter.create("(cn=*)").encode().encode();
        String hex = HexFormat.of().formatHex(whole);
        String leafHex = HexFormat.of().formatHex(leaf);
        int at = hex.indexOf(leafHex) / 2;
        // From the inside out, backwards, so that each level costs its header only.
        byte[] headers = new byte[depth * 6];
        int from = headers.length;
        int length = leaf.length;
        for (int i = 0; i < depth; i++) {
            byte[] header = HexFormat.of().parseHex(String.format("a284%08x", length));
            from -= header.length;
            System.arraycopy(header, 0, headers, from, header.length);
            length += header.length;
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        byte[] op = java.util.Arrays.copyOfRange(whole, 0, at);
        // The first bytes are the sequence's header, the number, and the operation's header: written anew.
        int operation = HexFormat.of().formatHex(op).indexOf("63") / 2;
        byte[] before = java.util.Arrays.copyOfRange(whole, operation + 2, at);
        out.writeBytes(before);
        out.writeBytes(headers);
        out.writeBytes(leaf);
        out.writeBytes(HexFormat.of().parseHex("30040402636e"));
        byte[] body = new ASN1Element((byte) 0x63, out.toByteArray()).encode();
        java.io.ByteArrayOutputStream message = new java.io.ByteArrayOutputStream();
        message.writeBytes(HexFormat.of().parseHex("020103"));
        message.writeBytes(body);
        return new ASN1Element((byte) 0x30, message.toByteArray()).encode();
    }

    @Test
    void whatIsNoMessageIsSaidToBeNone() {
        for (String hex : List.of(
                "3000",
                "30050201014203",
                "300502010142ff",
                "30800201014200",
                "3005020100 4200".replace(" ", ""),
                "300702010163028000",
                "30050201017e00",
                "300702010160020101"))
            assertThrows(
                    Malformed.class, () -> MessageReader.read(HexFormat.of().parseHex(hex)), hex);
    }

    @Test
    void anyBytesAreReadOrRefusedInTime() throws Exception {
        long seed = 20261125;
        Random random = new Random(seed);
        List<byte[]> models = List.of(
                search("(&(cn=a*b*c)(!(uid:dn:2.5.13.2:=x))(|(sn>=a)(sn~=b)(mail=*)))"),
                new LDAPMessage(1, new BindRequestProtocolOp("cn=a", "secret"))
                        .encode()
                        .encode());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 200_000; i++) {
                byte[] bytes = models.get(i % 2).clone();
                for (int n = random.nextInt(4); n >= 0; n--)
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                try {
                    MessageReader.read(bytes);
                } catch (Malformed e) {
                    // Refused by name: well.
                }
            }
        });
    }
}
