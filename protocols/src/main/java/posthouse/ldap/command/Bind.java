// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.2 · RFC 4513 §5.1 anonymous, unauthenticated, name/password
package posthouse.ldap.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.directory.SignIn;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.syntax.Result;
import posthouse.ldap.tree.Tree;

/** Bind: nobody, or a person with their password. A refused one leaves the session anonymous. */
final class Bind {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.DIRECTORY);

    private Bind() {}

    static Outcome run(Session session, Request.Bind bind) {
        session.forget();
        LdapReplies replies = session.replies();
        if (bind.version() != 3)
            return answer(replies.reply(
                    LdapReplies.PROTOCOL_ERROR,
                    new Failure.Unsupported(KB.UNSUPPORTED, "LDAP version " + bind.version())));
        if (bind.password().isEmpty())
            return answer(replies.reply(
                    LdapReplies.AUTH_METHOD_NOT_SUPPORTED,
                    new Failure.Unsupported(
                            KB.UNSUPPORTED,
                            "SASL " + Operations.shown(bind.mechanism().orElse("")))));
        byte[] password = bind.password().get();
        if (password.length == 0 && bind.name().isEmpty()) return answer(Result.success());
        if (password.length == 0)
            return answer(replies.reply(
                    LdapReplies.UNWILLING_TO_PERFORM, new Failure.NotSignedIn(KB.LDAP_UNAUTHENTICATED_BIND)));
        if (bind.name().isEmpty())
            return answer(replies.reply(
                    LdapReplies.INAPPROPRIATE_AUTHENTICATION, new Failure.NotSignedIn(KB.LDAP_NAME_MISSING)));
        if (!session.mayCarryPassword())
            return answer(replies.reply(LdapReplies.CONFIDENTIALITY_REQUIRED, new Failure.NotSignedIn(KB.TLS_NEEDED)));
        return answer(check(session, bind.name(), new String(password, StandardCharsets.UTF_8)));
    }

    private static Outcome answer(Result result) {
        return new Outcome.Answer(result);
    }

    private static Result check(Session session, String name, String password) {
        Directory directory = session.rooms().directory();
        Tree tree = new Tree(directory, SYSTEM, Schema.standard());
        // A name that is nobody's is checked too, so that it cannot be told from a wrong password.
        String address = person(tree, name).map(Person::address).orElse(name);
        SignIn outcome = directory.credentials().check(address, password, "ldap", session.peer());
        LdapReplies replies = session.replies();
        return switch (outcome) {
            case SignIn.Matched matched -> {
                session.bind(matched, tree.nameOf(matched.person()));
                yield Result.success();
            }
            case SignIn.NoMatch ignored -> replies.of(new Failure.BadCredentials(KB.BAD_CREDENTIALS));
            case SignIn.OtherDoor other -> replies.of(other.failure());
            case SignIn.TooManyTries t ->
                replies.of(new Failure.RateLimited(KB.TOO_MANY_TRIES, "ldap", t.retryAfter()));
            case SignIn.Off off -> replies.of(off.failure());
            case SignIn.NotChecked n -> replies.of(n.why());
        };
    }

    private static Optional<Person> person(Tree tree, String name) {
        Optional<List<String>> parts = Schema.standard().names().parts(name);
        return parts.flatMap(p -> tree.find(p).node())
                .filter(Tree.Node.OnePerson.class::isInstance)
                .map(node -> ((Tree.Node.OnePerson) node).person());
    }
}
