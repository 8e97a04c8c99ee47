// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;

/** Signed-in browsers: durable over a restart, ended by sign-out, by a password change, by an administrator, by age. */
public final class Sessions {
    private static final Duration IDLE = Duration.ofDays(14);
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration TOUCH = Duration.ofHours(1);
    private static final int PER_PERSON = 100;
    private static final int ENDED_KEPT = 10_000;

    private final Directory directory;
    private final DirectoryRows rows;
    private final Access access;
    private final Clock clock;
    private final RandomGenerator random;
    /** By the hex digest of the secret. */
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    private final Map<String, SessionLookup.Ended> ended = new ConcurrentHashMap<>();
    private final List<EndListener> listeners = new CopyOnWriteArrayList<>();

    /** Told when a session has ended, after the rows say so. Must not block. */
    public interface EndListener {
        void ended(Session session, String why);
    }

    Sessions(Directory directory, DirectoryRows rows, Access access, Clock clock, RandomGenerator random) {
        this.directory = directory;
        this.rows = rows;
        this.access = access;
        this.clock = clock;
        this.random = random;
        for (var row : rows.load(Kind.SESSION)) open.put(row.key(), DirectoryCodec.session(row.value()));
        for (var row : rows.load(Kind.SESSION_ENDED)) ended.put(row.key(), DirectoryCodec.ended(row.value()));
    }

    public void listen(EndListener listener) {
        listeners.add(listener);
    }

    /** Opens a session for somebody whose password was just checked. */
    public NewSession begin(SignIn.Matched matched, String device, InetAddress from) {
        var secret = new byte[32];
        random.nextBytes(secret);
        var handle = new byte[9];
        random.nextBytes(handle);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.now();
        var session = new Session(
                "s" + Base64.getUrlEncoder().withoutPadding().encodeToString(handle),
                matched.person().id(),
                shortened(device),
                from.getHostAddress(),
                now,
                now,
                now.plus(IDLE));
        var changes = new ArrayList<Change>();
        oldest(matched.person().id()).ifPresent(key -> {
            open.remove(key);
            changes.add(Change.delete(Kind.SESSION, key));
        });
        String key = key(text);
        changes.add(Change.put(Kind.SESSION, key, DirectoryCodec.of(session)));
        // Who may read while nothing can be written has to come in for it.
        rows.writeIfPossible(changes);
        open.put(key, session);
        return new NewSession(session, text);
    }

    /** What the secret of a cookie leads to, now. */
    public SessionLookup find(String secret, InetAddress from) {
        String key = key(secret);
        Session session = open.get(key);
        if (session == null) {
            SessionLookup.Ended gone = ended.get(key);
            return gone == null ? new SessionLookup.None() : gone;
        }
        Instant now = clock.now();
        if (now.isAfter(session.ends())) {
            end(key, session, "not used for " + IDLE.toDays() + " days");
            return new SessionLookup.Ended(session.ends(), "not used for " + IDLE.toDays() + " days");
        }
        Optional<Person> person = directory.known(session.person());
        if (person.isEmpty()) return new SessionLookup.None();
        var decision = access.decide(person.get().principal(), Action.USE, new Target.Service("web"));
        if (decision instanceof Decision.Off off)
            return new SessionLookup.Off(new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
        return new SessionLookup.Open(touch(key, session, now, from), person.get());
    }

    private Session touch(String key, Session s, Instant now, InetAddress from) {
        if (now.isBefore(s.lastUsed().plus(TOUCH))) return s;
        Instant ends =
                now.plus(IDLE).isAfter(s.since().plus(LONGEST)) ? s.since().plus(LONGEST) : now.plus(IDLE);
        var next = new Session(s.id(), s.person(), s.device(), from.getHostAddress(), s.since(), now, ends);
        if (open.replace(key, s, next))
            rows.writeIfPossible(List.of(Change.put(Kind.SESSION, key, DirectoryCodec.of(next))));
        return next;
    }

    /** A person's sessions, last used first. */
    public List<Session> list(Principal principal, PersonId id) {
        requireSelfOrAdministrator(principal, id);
        return open.values().stream()
                .filter(s -> s.person().equals(id))
                .sorted(Comparator.comparing(Session::lastUsed).reversed())
                .toList();
    }

    /** Whether a session with this id is open. */
    public boolean isOpen(String id) {
        return open.values().stream().anyMatch(s -> s.id().equals(id));
    }

    /** Ends one session by its id. */
    public void end(Principal principal, String id, String why) {
        var entry = open.entrySet().stream()
                .filter(e -> e.getValue().id().equals(id))
                .findFirst()
                .orElseThrow(() -> Credentials.missing("session"));
        requireSelfOrAdministrator(principal, entry.getValue().person());
        end(entry.getKey(), entry.getValue(), why);
    }

    /** Ends all sessions of a person but the kept one. */
    public int endAll(Principal principal, PersonId id, Optional<String> kept, String why) {
        if (directory.known(id).isPresent()) requireSelfOrAdministrator(principal, id);
        int count = 0;
        for (var entry : List.copyOf(open.entrySet())) {
            Session s = entry.getValue();
            if (!s.person().equals(id) || kept.equals(Optional.of(s.id()))) continue;
            end(entry.getKey(), s, why);
            count++;
        }
        return count;
    }

    private void end(String key, Session session, String why) {
        var gone = new SessionLookup.Ended(clock.now(), why);
        var changes = new ArrayList<Change>();
        changes.add(Change.delete(Kind.SESSION, key));
        changes.add(Change.put(Kind.SESSION_ENDED, key, DirectoryCodec.of(gone)));
        if (ended.size() >= ENDED_KEPT)
            ended.entrySet().stream()
                    .min(Comparator.comparing(e -> e.getValue().since()))
                    .ifPresent(oldest -> {
                        ended.remove(oldest.getKey());
                        changes.add(Change.delete(Kind.SESSION_ENDED, oldest.getKey()));
                    });
        rows.write(changes);
        open.remove(key);
        ended.put(key, gone);
        for (EndListener listener : listeners) listener.ended(session, why);
    }

    private Optional<String> oldest(PersonId id) {
        var own = open.entrySet().stream()
                .filter(e -> e.getValue().person().equals(id))
                .sorted(Comparator.comparing(e -> e.getValue().lastUsed()))
                .toList();
        return own.size() < PER_PERSON
                ? Optional.empty()
                : Optional.of(own.getFirst().getKey());
    }

    private void requireSelfOrAdministrator(Principal principal, PersonId id) {
        if (principal instanceof Principal.Person p && p.id().equals(id)) return;
        directory.administered(principal, id);
    }

    private static String shortened(String device) {
        String plain = device.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() <= 200 ? plain : plain.substring(0, 200);
    }

    private static String key(String secret) {
        return HexFormat.of().formatHex(Credentials.sha256(secret));
    }
}
