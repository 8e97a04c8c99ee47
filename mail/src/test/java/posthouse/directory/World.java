// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Refused;

/** Rows in memory that outlive a directory, a clock that is set by hand, and no store. */
final class World {
    final HandClock clock = new HandClock();
    final List<AccountId> deleted = new ArrayList<>();
    /** Why no row can be written now. */
    Optional<Failure> refusal = Optional.empty();

    private final Map<DirectoryRows.Kind, Map<String, byte[]>> rows = new EnumMap<>(DirectoryRows.Kind.class);

    Directory open() {
        return new Directory(new Rows(), new Accounts(), new Access(), clock, new Random(1), 2);
    }

    String everything() {
        var text = new StringBuilder();
        rows.values()
                .forEach(kind ->
                        kind.values().forEach(value -> text.append(new String(value, StandardCharsets.ISO_8859_1))));
        return text.toString();
    }

    private final class Rows implements DirectoryRows {
        @Override
        public List<Row> load(Kind kind) {
            return rows.getOrDefault(kind, Map.of()).entrySet().stream()
                    .map(e -> new Row(e.getKey(), e.getValue()))
                    .toList();
        }

        @Override
        public void write(List<Change> changes) {
            refusal.ifPresent(failure -> {
                throw new Refused(failure);
            });
            for (Change c : changes) {
                Map<String, byte[]> kind = rows.computeIfAbsent(c.kind(), k -> new TreeMap<>());
                c.value().ifPresentOrElse(value -> kind.put(c.key(), value), () -> kind.remove(c.key()));
            }
        }
    }

    private final class Accounts implements AccountMaker {
        @Override
        public void create(
                AccountId account,
                OrganisationId organisation,
                PersonId owner,
                String name,
                String address,
                long quota) {}

        @Override
        public void delete(AccountId account) {
            deleted.add(account);
        }
    }

    static final class HandClock implements Clock {
        private Instant now = Instant.parse("2026-11-25T10:00:00Z");
        private long nanos;

        void advance(Duration time) {
            now = now.plus(time);
            nanos += time.toNanos();
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration time) {
            advance(time);
        }
    }
}
