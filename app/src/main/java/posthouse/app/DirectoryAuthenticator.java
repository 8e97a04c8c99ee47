// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import posthouse.admin.ConsoleSessions;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.directory.SessionLookup;
import posthouse.directory.SignIn;
import posthouse.http.Authenticator;
import posthouse.http.Caller;
import posthouse.http.Credentials;
import posthouse.http.Identity;
import posthouse.http.Peer;
import posthouse.http.Standing;

/** Who a web request comes from, by the directory. */
final class DirectoryAuthenticator implements Authenticator {
    private static final String SERVICE = "jmap";
    private static final String MANAGEMENT = "management";

    private final Directory directory;
    private final ConsoleSessions sessions;
    private final Clock clock;

    DirectoryAuthenticator(Directory directory, ConsoleSessions sessions, Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Identity identify(Credentials credentials, Peer peer) {
        return switch (credentials) {
            case Credentials.None ignored -> new Identity.None();
            case Credentials.Cookie c -> session(c.value(), peer);
            case Credentials.Basic b ->
                password(directory.credentials().check(b.user(), b.password(), SERVICE, address(peer)), "web");
            case Credentials.Bearer b ->
                token(directory.credentials().checkToken(b.token(), SERVICE, address(peer)), "web");
        };
    }

    /** Its text is an address in digits, never a name: nothing is looked up. */
    private static InetAddress address(Peer peer) {
        if (!(peer instanceof Peer.Network network)) return InetAddress.getLoopbackAddress();
        try {
            return InetAddress.getByName(network.text());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(network.text(), e);
        }
    }

    private Identity session(String secret, Peer peer) {
        return switch (directory.sessions().find(secret, address(peer))) {
            case SessionLookup.Open open -> {
                String id = open.session().id();
                yield known(
                        open.person(),
                        id,
                        () -> switchedOff(open.person(), "web")
                                .or(() -> directory.sessions().isOpen(id)
                                        ? Optional.empty()
                                        : Optional.of(ended(secret, peer))));
            }
            case SessionLookup.Ended e ->
                new Identity.Failed(new Failure.Expired(KB.SESSION_ENDED, "session", e.since(), e.why()));
            case SessionLookup.Off off -> new Identity.Failed(off.failure());
            case SessionLookup.None ignored -> new Identity.None();
        };
    }

    /** Why a session that was open is so no longer. */
    private Failure ended(String secret, Peer peer) {
        return switch (directory.sessions().find(secret, address(peer))) {
            case SessionLookup.Ended e -> new Failure.Expired(KB.SESSION_ENDED, "session", e.since(), e.why());
            case SessionLookup.Off off -> off.failure();
            case SessionLookup.Open ignored -> gone();
            case SessionLookup.None ignored -> gone();
        };
    }

    private Failure gone() {
        return new Failure.Expired(KB.SESSION_ENDED, "session", clock.now(), "it was removed");
    }

    /** A token is no address with a password: one that is unknown is told as that. */
    private Identity token(SignIn outcome, String service) {
        return outcome instanceof SignIn.NoMatch
                ? new Identity.Failed(new Failure.BadCredentials(KB.TOKEN_UNKNOWN))
                : password(outcome, service);
    }

    private Identity password(SignIn outcome, String service) {
        return switch (outcome) {
            case SignIn.Matched m ->
                known(
                        m.person(),
                        "",
                        () -> m.appPassword()
                                        .filter(a -> !directory.credentials().hasAppPassword(a.id()))
                                        .isPresent()
                                ? Optional.of(new Failure.Expired(
                                        KB.SESSION_ENDED, "app password", clock.now(), "the app password was revoked"))
                                : switchedOff(m.person(), service));
            case SignIn.NoMatch ignored -> new Identity.Failed(new Failure.BadCredentials(KB.BAD_CREDENTIALS));
            case SignIn.OtherDoor other -> new Identity.Failed(other.failure());
            case SignIn.TooManyTries t ->
                new Identity.Failed(new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", t.retryAfter()));
            case SignIn.Off off -> new Identity.Failed(off.failure());
            case SignIn.NotChecked n -> new Identity.Failed(n.why());
        };
    }

    private static Identity known(Person person, String session, Standing standing) {
        return new Identity.Known(new Caller(person.principal(), session, person.address(), standing));
    }

    private Optional<Failure> switchedOff(Person person, String service) {
        Instant now = clock.now();
        return switch (directory.access().decide(person.principal(), Action.USE, new Target.Service(service))) {
            case Decision.Granted ignored -> Optional.empty();
            case Decision.Denied ignored ->
                Optional.of(new Failure.Expired(KB.SESSION_ENDED, "session", now, "the account was deleted"));
            // A stop of the whole service ends what is open itself, after the grace that was given to it.
            case Decision.Off off ->
                off.level() == Level.SERVER
                        ? Optional.empty()
                        : Optional.of(new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
        };
    }

    /**
     * On the management listener: an administrator's password or a token made for it with each request, or a session of the
     * console. None asks the switches of the web service, which must not lock anybody out of the room where they are thrown.
     */
    Identity administrator(Credentials credentials, Peer peer) {
        Identity identity = switch (credentials) {
            case Credentials.None ignored -> new Identity.None();
            case Credentials.Cookie c -> console(c.value());
            case Credentials.Basic b ->
                password(directory.credentials().check(b.user(), b.password(), MANAGEMENT, address(peer)), MANAGEMENT);
            case Credentials.Bearer b ->
                token(directory.credentials().checkToken(b.token(), MANAGEMENT, address(peer)), MANAGEMENT);
        };
        if (!(identity instanceof Identity.Known known)) return identity;
        Caller caller = known.caller();
        if (!(caller.principal() instanceof Principal.Person p)) return new Identity.None();
        if (!administers(p)) return new Identity.Failed(new Failure.Denied(KB.NOT_PERMITTED, Level.SERVER));
        return new Identity.Known(new Caller(
                new Principal.Administrator(p.id(), p.organisation()),
                caller.session(),
                caller.name(),
                () -> administers(p)
                        ? caller.standing().ended()
                        : Optional.of(new Failure.Denied(KB.NOT_PERMITTED, Level.SERVER))));
    }

    private Identity console(String secret) {
        return sessions.find(secret)
                .flatMap(open -> directory.person(new Principal.System(Principal.Reason.DIRECTORY), open.person()))
                .<Identity>map(person -> known(
                        person,
                        "console",
                        () -> sessions.find(secret).isPresent()
                                ? switchedOff(person, MANAGEMENT)
                                : Optional.of(gone())))
                .orElseGet(Identity.None::new);
    }

    private boolean administers(Principal.Person p) {
        return directory.person(p, p.id()).map(Person::administrator).orElse(false);
    }
}
