// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Refused;
import posthouse.base.ServiceState;
import posthouse.pages.StatusSource.Seen;
import posthouse.store.Records;

/**
 * What the probes found, added up by service and day: a row of the probes' own account for each of the last 45 days, written
 * once a minute and at the end. What a kill loses, and what passes between two rounds that lie far apart, counts as not measured.
 * All methods but {@link #days} are for the probes' one thread and the one that keeps.
 */
public final class ProbeHistory {
    public static final int DAYS = 45;

    private static final Logger LOG = LoggerFactory.getLogger(ProbeHistory.class);
    private static final String KIND = "days";
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** Between rounds that lie further apart nobody knows what was. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Supplier<Records> rows;
    private final Clock clock;
    private final ZoneId zone;
    private final TreeMap<LocalDate, Map<String, DayOfService>> days = new TreeMap<>();
    private boolean loaded;
    private OptionalLong noted = OptionalLong.empty();
    private long kept;

    public ProbeHistory(Supplier<Records> rows, Clock clock, ZoneId zone) {
        this.rows = rows;
        this.clock = clock;
        this.zone = zone;
        this.kept = clock.nanos();
    }

    /** Adds the time since the last round to what each service was found to do. */
    public synchronized void note(List<Seen> seen, Instant at) {
        long now = clock.nanos();
        long millis = Math.min(now - noted.orElse(now), LONGEST.toNanos()) / 1_000_000;
        noted = OptionalLong.of(now);
        LocalDate date = at.atZone(zone).toLocalDate();
        Map<String, DayOfService> day = days.computeIfAbsent(date, d -> new LinkedHashMap<>());
        for (Seen s : seen) day.merge(s.name(), found(s, date, millis), DayOfService::plus);
        // Counted, not reckoned by date: a clock that jumps for a moment does not wipe the days before.
        while (days.size() > DAYS) days.pollFirstEntry();
    }

    private static DayOfService found(Seen s, LocalDate date, long millis) {
        if (s.works()) return new DayOfService(date, millis, 0, 0, 0);
        if (s.off().isPresent()) return new DayOfService(date, 0, 0, 0, millis);
        if (s.partly()) return new DayOfService(date, 0, millis, 0, 0);
        // Stopped by nobody: it has not begun, or the server ends.
        if (s.state() instanceof ServiceState.Stopped) return DayOfService.unmeasured(date);
        return new DayOfService(date, 0, 0, millis, 0);
    }

    /** The last 45 days of each service, oldest first, until that day. */
    public synchronized Map<String, List<DayOfService>> days(List<String> services, Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        var all = new LinkedHashMap<String, List<DayOfService>>();
        for (String service : services) {
            var list = new ArrayList<DayOfService>(DAYS);
            for (int back = DAYS - 1; back >= 0; back--) {
                LocalDate date = today.minusDays(back);
                list.add(days.getOrDefault(date, Map.of()).getOrDefault(service, DayOfService.unmeasured(date)));
            }
            all.put(service, List.copyOf(list));
        }
        return all;
    }

    /** Whether it is time to keep what was noted. */
    public synchronized boolean due() {
        return !loaded || clock.nanos() - kept >= EVERY.toNanos();
    }

    /** Reads what was kept before, once; then writes the days that may have changed. Blocks as the store does. */
    public void keep() {
        try {
            Records records = rows.get();
            if (!loaded) load(records);
            List<Records.Record> there = records.all(KIND, "");
            Map<String, byte[]> changed = changed();
            List<String> old = forgotten(there);
            records.write(change -> {
                changed.forEach((date, content) -> change.put(KIND, date, content));
                old.forEach(key -> change.remove(KIND, key));
                return true;
            });
        } catch (Refused e) {
            LOG.debug("kb={} the history of the probes waits", e.failure().problem());
        }
    }

    private void load(Records records) {
        var found = new TreeMap<LocalDate, Map<String, DayOfService>>();
        for (Records.Record row : records.all(KIND, "")) {
            LocalDate date = LocalDate.parse(row.key());
            found.put(date, read(date, new String(row.content(), StandardCharsets.UTF_8)));
        }
        synchronized (this) {
            found.forEach((date, services) -> services.forEach((name, day) ->
                    days.computeIfAbsent(date, d -> new LinkedHashMap<>()).merge(name, day, DayOfService::plus)));
            while (days.size() > DAYS) days.pollFirstEntry();
            loaded = true;
        }
    }

    /** Today and the day before, which the last round may still have been part of. */
    private synchronized Map<String, byte[]> changed() {
        kept = clock.nanos();
        var out = new LinkedHashMap<String, byte[]>();
        days.descendingMap().entrySet().stream()
                .limit(2)
                .forEach(e -> out.put(e.getKey().toString(), written(e.getValue())));
        return out;
    }

    private synchronized List<String> forgotten(List<Records.Record> there) {
        return there.stream()
                .map(Records.Record::key)
                .filter(key -> !days.containsKey(LocalDate.parse(key)))
                .toList();
    }

    private static byte[] written(Map<String, DayOfService> services) {
        var out = new StringBuilder();
        services.forEach((name, d) -> out.append(name)
                .append(' ')
                .append(d.up())
                .append(' ')
                .append(d.part())
                .append(' ')
                .append(d.down())
                .append(' ')
                .append(d.off())
                .append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, DayOfService> read(LocalDate date, String text) {
        var services = new LinkedHashMap<String, DayOfService>();
        for (String line : text.split("\n")) {
            String[] c = line.split(" ");
            if (c.length < 5) continue;
            services.put(
                    c[0],
                    new DayOfService(
                            date,
                            Long.parseLong(c[1]),
                            Long.parseLong(c[2]),
                            Long.parseLong(c[3]),
                            Long.parseLong(c[4])));
        }
        return services;
    }
}
