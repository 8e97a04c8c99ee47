// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.11 controls · §4.3 unbind · §4.11 abandon
package posthouse.ldap.command;

import com.unboundid.ldap.sdk.Control;
import java.io.IOException;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Message;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.tree.OwnEntries;

/** Hands a message to its operation. */
public final class Operations {
    private static final Set<String> OF_SEARCH = Set.of(OwnEntries.PAGED_RESULTS, OwnEntries.MANAGE_DSA_IT);
    private static final Set<String> OF_ALL = Set.of(OwnEntries.MANAGE_DSA_IT);

    private Operations() {}

    /** Carries out one message. */
    public static Outcome run(Session session, Message message) throws IOException {
        Request request = message.request();
        if (!(request instanceof Request.Unbind || request instanceof Request.Abandon)) {
            Set<String> known = request instanceof Request.Search ? OF_SEARCH : OF_ALL;
            for (Control control : message.controls())
                if (control.isCritical() && !known.contains(control.getOID()))
                    return new Outcome.Answer(session.replies()
                            .reply(
                                    LdapReplies.UNAVAILABLE_CRITICAL_EXTENSION,
                                    new Failure.Unsupported(KB.UNSUPPORTED, "control " + shown(control.getOID()))));
        }
        return switch (request) {
            case Request.Bind bind -> Bind.run(session, bind);
            case Request.Unbind ignored -> new Outcome.Close();
            case Request.Search search -> Search.run(session, message, search);
            case Request.Compare compare -> Compare.run(session, compare);
            // What came before it has been answered; what it may still reach, the search has looked for itself.
            case Request.Abandon ignored -> new Outcome.Silence();
            case Request.Extended extended -> Extended.run(session, extended);
            case Request.Change change -> Change.run(session, change);
        };
    }

    /** What a client sent, short and printable, for a text that goes back to it. */
    static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }
}
