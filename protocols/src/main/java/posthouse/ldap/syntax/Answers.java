// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.9 result · §4.4 unsolicited notification · §4.5.2 search result
package posthouse.ldap.syntax;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import java.util.List;
import java.util.Optional;

/** Encodes what the server says. */
public final class Answers {
    /** Notice of Disconnection, RFC 4511 §4.4.1. */
    public static final String NOTICE = "1.3.6.1.4.1.1466.20036";

    private Answers() {}

    /** The answer to a request; empty for those that have none. */
    public static Optional<byte[]> result(int id, Request request, Result result) {
        return Optional.ofNullable(
                        switch (request) {
                            case Request.Bind ignored ->
                                new BindResponseProtocolOp(
                                        result.code(), result.matched(), result.text(), List.of(), null);
                            case Request.Search ignored ->
                                new SearchResultDoneProtocolOp(
                                        result.code(), result.matched(), result.text(), List.of());
                            case Request.Compare ignored ->
                                new CompareResponseProtocolOp(
                                        result.code(), result.matched(), result.text(), List.of());
                            case Request.Extended ignored -> extended(result);
                            case Request.Change change -> changed(change.kind(), result);
                            case Request.Unbind ignored -> null;
                            case Request.Abandon ignored -> null;
                        })
                .map(op -> bytes(id, op, result.controls()));
    }

    private static ProtocolOp extended(Result result) {
        return new ExtendedResponseProtocolOp(
                result.code(),
                result.matched(),
                result.text(),
                List.of(),
                result.oid().isEmpty() ? null : result.oid(),
                result.value().map(ASN1OctetString::new).orElse(null));
    }

    private static ProtocolOp changed(Request.Kind kind, Result result) {
        return switch (kind) {
            case ADD -> new AddResponseProtocolOp(result.code(), result.matched(), result.text(), List.of());
            case DELETE -> new DeleteResponseProtocolOp(result.code(), result.matched(), result.text(), List.of());
            case MODIFY -> new ModifyResponseProtocolOp(result.code(), result.matched(), result.text(), List.of());
            case MODIFY_DN -> new ModifyDNResponseProtocolOp(result.code(), result.matched(), result.text(), List.of());
        };
    }

    /** One entry of a search. */
    public static byte[] entry(int id, String name, List<Attribute> attributes) {
        return bytes(id, new SearchResultEntryProtocolOp(name, attributes), List.of());
    }

    /** What is said before the server closes a session that did not end itself. */
    public static byte[] notice(Result result) {
        return bytes(
                0,
                new ExtendedResponseProtocolOp(result.code(), null, result.text(), List.of(), NOTICE, null),
                List.of());
    }

    private static byte[] bytes(int id, ProtocolOp op, List<Control> controls) {
        ASN1Buffer buffer = new ASN1Buffer();
        new LDAPMessage(id, op, controls).writeTo(buffer);
        return buffer.toByteArray();
    }
}
