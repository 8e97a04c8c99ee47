// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import posthouse.base.Access;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.directory.DirectoryCodec.KeptAppPassword;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;

/** Passwords and app passwords: kept as digests, checked in constant manner, limited over all doors together. */
public final class Credentials {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 1000;
    private static final int APP_PASSWORD_BYTES = 20;
    private static final int APP_PASSWORDS = 50;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Directory directory;
    private final DirectoryRows rows;
    private final Access access;
    private final Clock clock;
    private final RandomGenerator random;
    private final Passwords passwords;
    private final TryLimits limits;
    private final Map<PersonId, byte[]> hashes = new ConcurrentHashMap<>();
    private final Map<String, KeptAppPassword> appPasswords = new ConcurrentHashMap<>();
    private final byte[] processKey = new byte[32];
    /** Keyed by a MAC over person, hash and password, so that a changed password is never found here. */
    private final Cache<String, Boolean> remembered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    Credentials(
            Directory directory, DirectoryRows rows, Access access, Clock clock, RandomGenerator random, int cores) {
        this.directory = directory;
        this.rows = rows;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.passwords = new Passwords(random, cores);
        this.limits = new TryLimits(clock);
        random.nextBytes(processKey);
        for (var row : rows.load(Kind.PASSWORD)) PersonId.parse(row.key()).ifPresent(id -> hashes.put(id, row.value()));
        for (var row : rows.load(Kind.APP_PASSWORD)) {
            var kept = DirectoryCodec.appPassword(row.value());
            appPasswords.put(kept.appPassword().id(), kept);
        }
    }

    /**
     * Checks a password at a door.
     *
     * @param service the door: web, jmap …; app passwords never open "web", and "management" only when they were made for it
     * @param from where the attempt comes from
     */
    public SignIn check(String address, String password, String service, InetAddress from) {
        Duration wait = limits.wait(address, from);
        if (wait.isPositive()) return new SignIn.TooManyTries(wait);
        SignIn outcome;
        try {
            outcome = match(address, password, service);
        } catch (Refused e) {
            return new SignIn.NotChecked(e.failure());
        }
        switch (outcome) {
            case SignIn.NoMatch ignored -> limits.failed(address, from);
            case SignIn.Matched ignored -> limits.succeeded(address, from);
            default -> {}
        }
        return outcome instanceof SignIn.Matched m ? allowed(m, service) : outcome;
    }

    private SignIn match(String address, String password, String service) {
        Optional<Person> person = directory.known(address);
        byte[] kept = person.map(p -> hashes.get(p.id())).orElse(null);
        if (password.length() > LONGEST) return new SignIn.NoMatch();
        if (person.isPresent()) {
            Optional<AppPassword> app = appPassword(person.get().id(), password);
            if (app.isPresent()) {
                return opens(app.get(), service) ? new SignIn.Matched(person.get(), app) : new SignIn.OtherDoor();
            }
        }
        if (person.isEmpty() || kept == null) {
            passwords.matchesNobody(password);
            return new SignIn.NoMatch();
        }
        String key = memoryKey(person.get().id(), kept, password);
        if (remembered.getIfPresent(key) == null) {
            if (!passwords.matches(password, kept)) return new SignIn.NoMatch();
            remembered.put(key, true);
        }
        return new SignIn.Matched(person.get(), Optional.empty());
    }

    /** The browser's sign-in never, the administrator's door when it was made for that, others unless it was made for some. */
    private static boolean opens(AppPassword app, String service) {
        return switch (service) {
            case "web" -> false;
            case "management" -> app.services().contains(service);
            default -> app.services().isEmpty() || app.services().contains(service);
        };
    }

    private SignIn allowed(SignIn.Matched matched, String service) {
        String door = service.equals("jmap") ? "web" : service;
        return switch (access.decide(matched.person().principal(), Action.USE, new Target.Service(door))) {
            case Decision.Off off ->
                new SignIn.Off(new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
            case Decision.Granted ignored -> matched;
            case Decision.Denied denied -> new SignIn.NotChecked(new Failure.Denied(denied.problem(), denied.level()));
        };
    }

    /** Changes one's own password after checking the present one; the caller ends the other sessions. */
    public SignIn change(Principal.Person person, String current, String next, InetAddress from) {
        Person known = directory.known(person.id()).orElseThrow(() -> missing("account"));
        requireStrength(next);
        SignIn outcome = check(known.address(), current, "web", from);
        if (outcome instanceof SignIn.Matched) set(known.id(), next);
        return outcome;
    }

    /** Sets somebody's password as their administrator. */
    public void reset(Principal principal, PersonId id, String next) {
        directory.administered(principal, id);
        requireStrength(next);
        set(id, next);
        directory.sessions().endAll(principal, id, Optional.empty(), "password changed");
    }

    private void set(PersonId id, String password) {
        byte[] hash = passwords.hash(password);
        rows.write(List.of(Change.put(Kind.PASSWORD, id.toString(), hash)));
        hashes.put(id, hash);
    }

    byte[] hash(String password) {
        return passwords.hash(password);
    }

    void put(PersonId id, byte[] hash) {
        hashes.put(id, hash);
    }

    void forget(PersonId id) {
        hashes.remove(id);
        for (AppPassword a : listed(id)) remove(a.id());
    }

    static void requireStrength(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST)
            throw new Refused(new Failure.TooMany(KB.PASSWORD_TOO_WEAK, "password", password.length(), SHORTEST));
        if (password.length() > LONGEST)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "password", password.length(), LONGEST));
    }

    /** A person's app passwords, newest first. */
    public List<AppPassword> appPasswords(Principal principal, PersonId id) {
        requireSelfOrAdministrator(principal, id);
        return listed(id);
    }

    private List<AppPassword> listed(PersonId id) {
        return appPasswords.values().stream()
                .map(KeptAppPassword::appPassword)
                .filter(a -> a.person().equals(id))
                .sorted(Comparator.comparing(AppPassword::created).reversed())
                .toList();
    }

    /** Makes an app password; its secret is in the answer and nowhere else. */
    public NewAppPassword addAppPassword(Principal principal, PersonId id, String name, Set<String> services) {
        requireSelfOrAdministrator(principal, id);
        if (listed(id).size() >= APP_PASSWORDS)
            throw new Refused(new Failure.TooMany(KB.TOO_MANY_OF_THEM, "app passwords", APP_PASSWORDS, APP_PASSWORDS));
        if (name.isBlank() || name.length() > 100) throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "name", name));
        var secret = new byte[APP_PASSWORD_BYTES];
        random.nextBytes(secret);
        var handle = new byte[9];
        random.nextBytes(handle);
        String text = "ph-" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var made = new AppPassword(
                "w" + Base64.getUrlEncoder().withoutPadding().encodeToString(handle),
                id,
                name.strip(),
                Set.copyOf(services),
                clock.now(),
                Optional.empty());
        var kept = new KeptAppPassword(made, sha256(text));
        rows.write(List.of(Change.put(Kind.APP_PASSWORD, made.id(), DirectoryCodec.of(kept))));
        appPasswords.put(made.id(), kept);
        return new NewAppPassword(made, text);
    }

    /** Whether an app password with this id has not been revoked. */
    public boolean hasAppPassword(String handle) {
        return appPasswords.containsKey(handle);
    }

    /** Revokes an app password; what uses it is refused from now on. */
    public void deleteAppPassword(Principal principal, String handle) {
        KeptAppPassword kept = Optional.ofNullable(appPasswords.get(handle)).orElseThrow(() -> missing("app password"));
        requireSelfOrAdministrator(principal, kept.appPassword().person());
        remove(handle);
    }

    private void remove(String handle) {
        rows.write(List.of(Change.delete(Kind.APP_PASSWORD, handle)));
        appPasswords.remove(handle);
    }

    /** The person and app password that a bearer token is; limited like every other attempt. */
    public SignIn checkToken(String token, String service, InetAddress from) {
        Duration wait = limits.wait("token", from);
        if (wait.isPositive()) return new SignIn.TooManyTries(wait);
        byte[] digest = sha256(token);
        for (KeptAppPassword kept : appPasswords.values()) {
            if (!MessageDigest.isEqual(kept.digest(), digest)) continue;
            AppPassword a = kept.appPassword();
            Optional<Person> person = directory.known(a.person());
            if (person.isEmpty()) break;
            if (!opens(a, service)) return new SignIn.OtherDoor();
            used(kept);
            return allowed(new SignIn.Matched(person.get(), Optional.of(a)), service);
        }
        limits.failed("token", from);
        return new SignIn.NoMatch();
    }

    private Optional<AppPassword> appPassword(PersonId id, String password) {
        if (!password.startsWith("ph-")) return Optional.empty();
        byte[] digest = sha256(password);
        for (KeptAppPassword kept : appPasswords.values()) {
            if (kept.appPassword().person().equals(id) && MessageDigest.isEqual(kept.digest(), digest)) {
                used(kept);
                return Optional.of(kept.appPassword());
            }
        }
        return Optional.empty();
    }

    /** Remembers the day of use; at most one row an hour, so that polling programs cost nothing. */
    private void used(KeptAppPassword kept) {
        Instant now = clock.now();
        AppPassword a = kept.appPassword();
        if (a.lastUsed().filter(t -> t.isAfter(now.minusSeconds(3600))).isPresent()) return;
        var next = new KeptAppPassword(
                new AppPassword(a.id(), a.person(), a.name(), a.services(), a.created(), Optional.of(now)),
                kept.digest());
        if (appPasswords.replace(a.id(), kept, next))
            rows.writeIfPossible(List.of(Change.put(Kind.APP_PASSWORD, a.id(), DirectoryCodec.of(next))));
    }

    private void requireSelfOrAdministrator(Principal principal, PersonId id) {
        if (principal instanceof Principal.Person p && p.id().equals(id)) return;
        directory.administered(principal, id);
    }

    private String memoryKey(PersonId id, byte[] hash, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(processKey, "HmacSHA256"));
            mac.update(id.toString().getBytes(StandardCharsets.US_ASCII));
            mac.update(hash);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    static Refused missing(String what) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, what.toLowerCase(Locale.ROOT)));
    }
}
