// SPDX-License-Identifier: Apache-2.0
// RFC 4513 §4 authorization state
package posthouse.ldap.session;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.base.Action;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.directory.AppPassword;
import posthouse.directory.SignIn;
import posthouse.ldap.LdapLimits;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.LdapRooms;
import posthouse.ldap.syntax.Result;
import posthouse.net.Connection;

/** The state of one session, as operations see and change it. Used by one thread, and looked at by the one that ends sessions. */
public final class Session {
    private static final Principal ANONYMOUS = new Principal.Anonymous();

    private final Connection connection;
    private final LdapRooms rooms;
    private final Wire wire;
    private final byte[] cookieKey = new byte[32];
    private volatile Who who = new Who(ANONYMOUS, "", Optional.empty());
    private volatile boolean searching;

    /**
     * Who is bound.
     *
     * @param name their distinguished name; empty for anonymous visitors
     */
    private record Who(Principal principal, String name, Optional<AppPassword> appPassword) {}

    Session(Connection connection, LdapRooms rooms, Wire wire) {
        this.connection = connection;
        this.rooms = rooms;
        this.wire = wire;
        rooms.random().nextBytes(cookieKey);
    }

    public LdapRooms rooms() {
        return rooms;
    }

    public LdapReplies replies() {
        return rooms.replies();
    }

    public LdapLimits limits() {
        return rooms.limits();
    }

    public Principal principal() {
        return who.principal();
    }

    /** The distinguished name that is bound; empty for anonymous visitors. */
    public String name() {
        return who.name();
    }

    public boolean anonymous() {
        return who.principal() instanceof Principal.Anonymous;
    }

    /** Where the client is. */
    public InetAddress peer() {
        return connection.peer();
    }

    /** Whether the connection is encrypted. */
    public boolean tls() {
        return connection.tls().isPresent();
    }

    /** Whether a password may be sent over this connection. */
    public boolean mayCarryPassword() {
        return tls() || limits().plainPasswords() && connection.peer().isLoopbackAddress();
    }

    /** Whether the client has sent more than the request that is being carried out. */
    public boolean hasMoreInput() {
        return connection.buffered() > 0;
    }

    /** Whether the client has already given up that request. */
    public boolean abandoned(int id) {
        return wire.abandoned(id);
    }

    /** Somebody has signed in. */
    public void bind(SignIn.Matched matched, String distinguishedName) {
        who = new Who(matched.person().principal(), distinguishedName, matched.appPassword());
        rooms.random().nextBytes(cookieKey);
    }

    /** Nobody is signed in any more. */
    public void forget() {
        who = new Who(ANONYMOUS, "", Optional.empty());
        rooms.random().nextBytes(cookieKey);
    }

    /** The secret that this session's cookies are made with. */
    public byte[] cookieKey() {
        return cookieKey.clone();
    }

    /** Sends something before the operation's result. */
    public void say(byte[] message) throws IOException {
        connection.write(message);
    }

    /** Why the session is to end, once it is. */
    public Optional<Failure> ending() {
        return connection.ending();
    }

    /** A search begins or ends. */
    public void searching(boolean now) {
        searching = now;
    }

    /** The number of the access decision's present state. */
    public long epoch() {
        return rooms.directory().access().snapshot().epoch();
    }

    /** Why whoever is bound may not read the directory; empty when they may. */
    public Optional<Failure> refusal() {
        Who now = who;
        return switch (rooms.directory().access().decide(now.principal(), Action.USE, new Target.Service("ldap"))) {
            case Decision.Granted ignored -> revoked(now);
            case Decision.Off off -> Optional.of(off(off));
            case Decision.Denied ignored ->
                now.principal() instanceof Principal.Anonymous
                        ? Optional.of(new Failure.NotSignedIn(KB.LDAP_SIGN_IN_FIRST))
                        : Optional.of(expired("the account was deleted"));
        };
    }

    private static Failure off(Decision.Off off) {
        boolean service = off.level() == Level.SERVER && off.problem().equals(KB.SERVICE_OFF);
        return new Failure.Off(service ? KB.LDAP_OFF : off.problem(), off.level(), off.what(), off.state());
    }

    private Optional<Failure> revoked(Who now) {
        boolean gone = now.appPassword()
                .filter(a -> !rooms.directory().credentials().hasAppPassword(a.id()))
                .isPresent();
        return gone ? Optional.of(expired("the app password was revoked")) : Optional.empty();
    }

    private Failure expired(String why) {
        return new Failure.Expired(KB.SESSION_ENDED, "session", rooms.clock().now(), why);
    }

    /** The result that such a refusal is: a visitor who is not admitted lacks a right, whatever took it. */
    public Result refused(Failure failure) {
        boolean visitor = failure instanceof Failure.Off
                && anonymous()
                && !failure.problem().equals(KB.LDAP_OFF);
        return visitor
                ? replies().reply(LdapReplies.INSUFFICIENT_ACCESS_RIGHTS, failure)
                : replies().of(failure);
    }

    /**
     * Ends the session from outside when whoever is bound may no longer use the service. An idle visitor keeps the connection:
     * the next search is refused.
     */
    public void review() {
        @Nullable Failure failure = refusal().orElse(null);
        if (failure != null && (searching || !anonymous())) connection.end(failure);
    }
}
