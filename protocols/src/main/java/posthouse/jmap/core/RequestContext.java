// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.3, §5.3
package posthouse.jmap.core;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.Peer;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Invocation;
import posthouse.store.View;
import posthouse.store.Work;
import tools.jackson.databind.node.ObjectNode;

/** What the calls of one request share: who asks, the snapshot that reads go to, the ids created so far. */
public final class RequestContext implements AutoCloseable {
    /** A snapshot is used again for this long at most; the store ends it after five seconds. */
    private static final long FRESH = Duration.ofMillis(1500).toNanos();

    /** What a refusal calls the account that is copied from. */
    static final String FROM_ACCOUNT = "account to copy from";

    private final JmapRooms rooms;
    private final Caller caller;
    private final Peer peer;
    private final Map<String, String> created = new HashMap<>();
    private final List<Invocation> implied = new ArrayList<>();
    private @Nullable AccountId viewOf;
    private @Nullable View view;
    private long opened;

    public RequestContext(JmapRooms rooms, Caller caller, Peer peer) {
        this.rooms = rooms;
        this.caller = caller;
        this.peer = peer;
    }

    /** Where the request came from, for limits on passwords. */
    public InetAddress address() {
        return peer instanceof Peer.Network network
                ? InetAddress.ofLiteral(network.text())
                : InetAddress.getLoopbackAddress();
    }

    public JmapRooms rooms() {
        return rooms;
    }

    public Caller caller() {
        return caller;
    }

    public Principal principal() {
        return caller.principal();
    }

    /** Whether the account is the caller's own; in others they are a guest. */
    public boolean owns(AccountId account) {
        return SessionObject.own(principal()).equals(Optional.of(account));
    }

    /** The account that a call names; refused unless the caller may know of it. */
    public AccountId account(Args args) {
        return account(args.requiredString("accountId"));
    }

    public AccountId account(String text) {
        return known(text).orElseThrow(() -> noAccount("account"));
    }

    /** The account that a call copies from; its refusal has a type of its own. */
    public AccountId fromAccount(Args args) {
        return known(args.requiredString("fromAccountId")).orElseThrow(() -> noAccount(FROM_ACCOUNT));
    }

    private Optional<AccountId> known(String text) {
        Optional<AccountId> id = AccountId.parse(text);
        if (id.isEmpty() || SessionObject.own(principal()).equals(id)) return id;
        try {
            return rooms.store().exists(principal(), id.get()) ? id : Optional.empty();
        } catch (Refused refused) {
            if (refused.failure() instanceof Failure.Denied || refused.failure() instanceof Failure.NotFound)
                return Optional.empty();
            throw refused;
        }
    }

    private static Refused noAccount(String which) {
        return new Refused(new Failure.NotFound(KB.NO_RIGHT_TO_ACCOUNT, which));
    }

    /** Reads from a snapshot that the calls of this request share while it is fresh. */
    public <T> T read(AccountId account, Function<View, T> reader) {
        return reader.apply(view(account));
    }

    private View view(AccountId account) {
        long now = rooms.clock().nanos();
        View current = view;
        if (current != null && account.equals(viewOf) && now - opened < FRESH) return current;
        close();
        View fresh = rooms.store().account(principal(), account).view();
        view = fresh;
        viewOf = account;
        opened = now;
        return fresh;
    }

    /** Commits what the work does; later reads of this request see it. */
    public <T> T write(AccountId account, Work<T> work) {
        close();
        return rooms.store().account(principal(), account).write(work);
    }

    /** Remembers the id of what the client called {@code creationId}. */
    public void created(String creationId, String id) {
        created.put(creationId, id);
    }

    public Map<String, String> created() {
        return created;
    }

    /** An id as written, or what a {@code #creationId} stands for; a reference to nothing stays as it is and is found nowhere. */
    public String resolve(String id) {
        return id.startsWith("#") ? created.getOrDefault(id.substring(1), id) : id;
    }

    /** Runs another method after this one, its response under the same call id. */
    public void imply(String method, ObjectNode arguments) {
        implied.add(new Invocation(method, arguments, ""));
    }

    List<Invocation> takeImplied() {
        List<Invocation> taken = List.copyOf(implied);
        implied.clear();
        return taken;
    }

    /** Ends the snapshot, if one is open. Called before anything is written to a socket. */
    @Override
    public void close() {
        View current = view;
        view = null;
        viewOf = null;
        if (current != null) current.close();
    }
}
