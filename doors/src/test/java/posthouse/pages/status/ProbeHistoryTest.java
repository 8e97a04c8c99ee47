// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.ServiceState;
import posthouse.base.SwitchState;
import posthouse.pages.DayOfService;
import posthouse.pages.ProbeHistory;
import posthouse.pages.StatusSource.Seen;
import posthouse.store.Records;
import posthouse.store.Slice;

class ProbeHistoryTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private final Hand clock = new Hand();
    private final Kept kept = new Kept();
    private final DayBars bars = new DayBars(Catalogue.of(Locale.ENGLISH));

    /** A clock that a test sets. */
    private static final class Hand implements Clock {
        private Instant now = FIRST.atTime(12, 0).toInstant(ZoneOffset.UTC);

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        @Override
        public void pause(Duration time) {
            now = now.plus(time);
        }
    }

    /** Records in memory. */
    private static final class Kept implements Records, Records.Change {
        private final TreeMap<String, byte[]> rows = new TreeMap<>();

        @Override
        public long version() {
            return 1;
        }

        @Override
        public Optional<byte[]> get(String kind, String key) {
            return Optional.ofNullable(rows.get(key));
        }

        @Override
        public Slice<Records.Record> list(String kind, String prefix, String after, int limit) {
            return new Slice<>(
                    rows.tailMap(after, false).entrySet().stream()
                            .map(e -> new Records.Record(e.getKey(), e.getValue()))
                            .toList(),
                    false);
        }

        @Override
        public <T> T write(Function<Change, T> change) {
            return change.apply(this);
        }

        @Override
        public void put(String kind, String key, byte[] content) {
            rows.put(key, content);
        }

        @Override
        public boolean remove(String kind, String key) {
            return rows.remove(key) != null;
        }
    }

    private ProbeHistory history() {
        return new ProbeHistory(() -> kept, clock, ZoneOffset.UTC);
    }

    private void after(ProbeHistory history, int seconds, Seen seen) {
        clock.now = clock.now.plusSeconds(seconds);
        history.note(List.of(seen), clock.now);
    }

    private Seen works() {
        return new Seen(
                "smtp", new ServiceState.Running(clock.now), Optional.empty(), clock.now, Optional.of(Duration.ZERO));
    }

    private Seen broken() {
        var fault = new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, "smtp", clock.now);
        return new Seen("smtp", new ServiceState.Running(clock.now), Optional.of(fault), clock.now, Optional.empty());
    }

    private Seen off() {
        var why = new SwitchState(false, clock.now, "ada", "");
        return new Seen(
                "smtp", new ServiceState.Stopped(clock.now, why), Optional.empty(), clock.now, Optional.empty());
    }

    private List<DayOfService> days(ProbeHistory history) {
        return history.days(List.of("smtp"), clock.now).getOrDefault("smtp", List.of());
    }

    private DayOfService today(ProbeHistory history) {
        return days(history).getLast();
    }

    @Test
    void theTimeBetweenTwoRoundsCountsForWhatTheSecondFound() {
        ProbeHistory history = history();
        after(history, 5, works());
        after(history, 5, works());
        after(history, 3, broken());
        after(history, 2, off());
        assertEquals(new DayOfService(FIRST, 5_000, 0, 3_000, 2_000), today(history));
    }

    @Test
    void aLongSilenceCountsAsNotMeasured() {
        ProbeHistory history = history();
        after(history, 5, works());
        after(history, 3_600, works());
        assertEquals(15_000, today(history).measured());
    }

    @Test
    void aDayWithoutAMeasureIsNeverOneThatWorked() {
        ProbeHistory history = history();
        after(history, 5, works());
        after(history, 5, works());
        List<DayOfService> days = days(history);
        assertEquals(ProbeHistory.DAYS, days.size());
        assertEquals("unmeasured", DayBars.kind(days.getFirst()));
        var drawn = bars.bars(days);
        assertEquals(
                List.of("unmeasured", "works"),
                drawn.bars().stream().map(b -> b.kind()).toList());
        assertTrue(drawn.label().contains("44 were not measured"), drawn.label());
        assertEquals("not measured", bars.share(List.of(DayOfService.unmeasured(FIRST))));
    }

    @Test
    void theShareIsNeverRoundedUpToTheWhole() {
        assertEquals("99.99 %", bars.share(List.of(new DayOfService(FIRST, 86_399_000, 0, 1_000, 0))));
        assertEquals("100 %", bars.share(List.of(new DayOfService(FIRST, 86_399_000, 0, 0, 1_000))));
    }

    @Test
    void whatWasKeptIsThereAfterARestartAndIsAddedTo() {
        ProbeHistory before = history();
        after(before, 5, works());
        after(before, 5, works());
        before.keep();
        ProbeHistory next = history();
        after(next, 60, broken());
        after(next, 4, broken());
        next.keep();
        assertEquals(new DayOfService(FIRST, 5_000, 0, 4_000, 0), today(next));
        ProbeHistory last = history();
        last.keep();
        assertEquals(new DayOfService(FIRST, 5_000, 0, 4_000, 0), today(last));
    }

    @Test
    void noMoreThanTheLastDaysAreKept() {
        ProbeHistory history = history();
        for (int day = 0; day < 60; day++) {
            after(history, 5, works());
            after(history, 86_395, works());
            history.keep();
        }
        assertTrue(kept.rows.size() <= ProbeHistory.DAYS, () -> "" + kept.rows.size());
        assertTrue(kept.rows.containsKey(FIRST.plusDays(59).toString()), kept.rows::toString);
    }

    @Test
    void itIsTimeToKeepOnceAMinute() {
        ProbeHistory history = history();
        assertTrue(history.due());
        history.keep();
        assertFalse(history.due());
        clock.now = clock.now.plusSeconds(61);
        assertTrue(history.due());
    }
}
