// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.14 StartTLS
package posthouse.ldap.command;

import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.syntax.Result;
import posthouse.ldap.tree.OwnEntries;

/** StartTLS. Ends the session when more plain text came with it: somebody between may have written that (CVE-2021-38542). */
final class StartTls {
    private StartTls() {}

    static Outcome run(Session session, Request.Extended request) {
        if (session.hasMoreInput())
            return new Outcome.Disconnect(session.replies()
                    .reply(
                            LdapReplies.PROTOCOL_ERROR,
                            new Failure.BadInput(KB.PLAINTEXT_AFTER_STARTTLS, "StartTLS", "plain text")));
        if (session.tls()) return refused(session, LdapReplies.OPERATIONS_ERROR, "StartTLS within TLS");
        if (request.value().isPresent()) return refused(session, LdapReplies.PROTOCOL_ERROR, "a value of StartTLS");
        return new Outcome.StartTls(Result.success().as(OwnEntries.START_TLS, Optional.empty()));
    }

    private static Outcome refused(Session session, int code, String what) {
        return new Outcome.Answer(session.replies()
                .reply(code, new Failure.OutOfOrder(KB.OUT_OF_ORDER, what))
                .as(OwnEntries.START_TLS, Optional.empty()));
    }
}
