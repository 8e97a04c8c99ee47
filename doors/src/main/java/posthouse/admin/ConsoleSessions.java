// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.base.PersonId;

/** Administrators signed in to the console: in memory only, apart from the mailbox's sessions and unknown to them. */
public final class ConsoleSessions {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST = 200;

    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** One of them. */
    public record Open(PersonId person, Instant since, Instant lastUsed) {}

    /** @param random must be cryptographic */
    public ConsoleSessions(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens one for somebody whose password was just checked; the result is its secret. */
    public synchronized String begin(PersonId person) {
        if (open.size() >= MOST)
            open.entrySet().stream()
                    .min(Map.Entry.comparingByValue(Comparator.comparing(Open::lastUsed)))
                    .ifPresent(oldest -> open.remove(oldest.getKey()));
        var bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.now();
        open.put(secret, new Open(person, now, now));
        return secret;
    }

    /** The session of that secret, while it lasts: 30 minutes without use, 12 hours in all. */
    public synchronized Optional<Open> find(String secret) {
        Open known = open.get(secret);
        if (known == null) return Optional.empty();
        Instant now = clock.now();
        if (now.isAfter(known.lastUsed().plus(IDLE))
                || now.isAfter(known.since().plus(LONGEST))) {
            open.remove(secret);
            return Optional.empty();
        }
        open.put(secret, new Open(known.person(), known.since(), now));
        return Optional.of(known);
    }

    public synchronized void end(String secret) {
        open.remove(secret);
    }
}
