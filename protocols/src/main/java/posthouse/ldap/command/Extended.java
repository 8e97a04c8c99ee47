// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.12 extended operation · RFC 4532 who am I
package posthouse.ldap.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.syntax.Result;
import posthouse.ldap.tree.OwnEntries;

/** Extended operations: StartTLS and Who am I. */
final class Extended {
    private Extended() {}

    static Outcome run(Session session, Request.Extended request) {
        return switch (request.oid()) {
            case OwnEntries.START_TLS -> StartTls.run(session, request);
            case OwnEntries.WHO_AM_I -> whoAmI(session);
            default ->
                new Outcome.Answer(session.replies()
                        .reply(
                                LdapReplies.PROTOCOL_ERROR,
                                new Failure.Unsupported(
                                        KB.UNSUPPORTED, "extended operation " + Operations.shown(request.oid()))));
        };
    }

    private static Outcome whoAmI(Session session) {
        String id = session.anonymous() ? "" : "dn:" + session.name();
        return new Outcome.Answer(Result.success().as("", Optional.of(id.getBytes(StandardCharsets.UTF_8))));
    }
}
