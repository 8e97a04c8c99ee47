// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.6 modify · §4.7 add · §4.8 delete · §4.9 modify DN
package posthouse.ldap.command;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Request;

/** Every operation that would change the directory: refused, since it is changed elsewhere. */
final class Change {
    private Change() {}

    static Outcome run(Session session, Request.Change change) {
        String what = switch (change.kind()) {
            case ADD -> "add";
            case DELETE -> "delete";
            case MODIFY -> "modify";
            case MODIFY_DN -> "modify DN";
        };
        return new Outcome.Answer(session.replies()
                .reply(LdapReplies.UNWILLING_TO_PERFORM, new Failure.Unsupported(KB.LDAP_READ_ONLY, what)));
    }
}
