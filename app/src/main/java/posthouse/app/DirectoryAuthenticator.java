// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.KB;
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

    private final Directory directory;
    private final Clock clock;

    DirectoryAuthenticator(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Identity identify(Credentials credentials, Peer peer) {
        return switch (credentials) {
            case Credentials.None ignored -> new Identity.None();
            case Credentials.Cookie c -> session(c.value(), peer);
            case Credentials.Basic b ->
                password(directory.credentials().check(b.user(), b.password(), SERVICE, address(peer)));
            case Credentials.Bearer b ->
                password(directory.credentials().checkToken(b.token(), SERVICE, address(peer)));
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
                        () -> directory.sessions().isOpen(id)
                                ? switchedOff(open.person())
                                : Optional.of(ended(secret, peer)));
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

    private Identity password(SignIn outcome) {
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
                                : switchedOff(m.person()));
            case SignIn.NoMatch ignored -> new Identity.Failed(new Failure.BadCredentials(KB.BAD_CREDENTIALS));
            case SignIn.TooManyTries t ->
                new Identity.Failed(new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", t.retryAfter()));
            case SignIn.Off off -> new Identity.Failed(off.failure());
            case SignIn.NotChecked n -> new Identity.Failed(n.why());
        };
    }

    private static Identity known(Person person, String session, Standing standing) {
        return new Identity.Known(new Caller(person.principal(), session, person.address(), standing));
    }

    private Optional<Failure> switchedOff(Person person) {
        Instant now = clock.now();
        return switch (directory.access().decide(person.principal(), Action.USE, new Target.Service("web"))) {
            case Decision.Granted ignored -> Optional.empty();
            case Decision.Denied ignored ->
                Optional.of(new Failure.Expired(KB.SESSION_ENDED, "session", now, "the account was deleted"));
            case Decision.Off off -> Optional.of(new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
        };
    }

    /** On the management listener: an administrator's password with each request. */
    Identity administrator(Credentials credentials, Peer peer) {
        Identity identity = identify(credentials, peer);
        if (!(identity instanceof Identity.Known known)) return identity;
        Caller caller = known.caller();
        if (!(caller.principal() instanceof Principal.Person p)) return new Identity.None();
        boolean administers = directory
                .person(caller.principal(), p.id())
                .map(Person::administrator)
                .orElse(false);
        if (!administers) return new Identity.Failed(new Failure.Denied(KB.NOT_PERMITTED, posthouse.base.Level.SERVER));
        return new Identity.Known(new Caller(
                new Principal.Administrator(p.id(), p.organisation()),
                caller.session(),
                caller.name(),
                caller.standing()));
    }
}
