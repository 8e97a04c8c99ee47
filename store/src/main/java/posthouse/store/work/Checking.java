// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Refused;
import posthouse.store.CheckReport;
import posthouse.store.check.AccountCheck;
import posthouse.store.check.Findings;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;
import posthouse.store.row.Rows;

/** Runs the checker over accounts that go on being used. */
final class Checking {
    private static final int TRIES = 20;

    private final Core core;
    private long accounts;
    private long emails;
    private long blobs;
    private long read;

    Checking(Core core) {
        this.core = core;
    }

    CheckReport all() {
        var findings = new Findings();
        @Nullable AccountId after = null;
        for (boolean more = true; more; ) {
            Page<AccountId> page = core.engine.accounts(after, 1_000);
            for (AccountId id : page.items()) account(id, findings);
            more = page.more();
            if (more) after = page.items().getLast();
        }
        return report(findings);
    }

    CheckReport one(AccountId id) {
        var findings = new Findings();
        account(id, findings);
        return report(findings);
    }

    private CheckReport report(Findings findings) {
        return new CheckReport(accounts, emails, blobs, read, findings.all());
    }

    private void account(AccountId id, Findings findings) {
        accounts++;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var found = new Findings();
            try (var rows = new Steady(core, core.engine.account(id))) {
                var check = new AccountCheck(id, rows, core.engine.blobs(), found);
                check.run();
                emails += check.emails();
                blobs += check.blobs();
                read += check.rows();
                found.all().forEach(findings::add);
                return;
            } catch (Moved e) {
                core.clock.pause(Duration.ofMillis(20));
            } catch (Refused e) {
                findings.add(id + ": it could not be checked: " + e.failure());
                return;
            }
        }
        findings.add(id + ": it changed too often to be checked; check again when there is less to do");
    }

    /** The account went on while it was checked over several snapshots. */
    private static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Rows of one version over several short snapshots. */
    private static final class Steady implements Rows, AutoCloseable {
        private static final long NANOS = Duration.ofSeconds(2).toNanos();

        private final Core core;
        private final AccountRows account;
        private final Stamp stamp;
        private Snapshot snapshot;
        private long since;

        Steady(Core core, AccountRows account) {
            this.core = core;
            this.account = account;
            snapshot = account.snapshot();
            stamp = snapshot.stamp();
            since = core.clock.nanos();
        }

        private Snapshot now() {
            if (core.clock.nanos() - since > NANOS) {
                snapshot.close();
                snapshot = account.snapshot();
                since = core.clock.nanos();
                if (!snapshot.stamp().equals(stamp)) throw new Moved();
            }
            return snapshot;
        }

        @Override
        public Optional<Bytes> get(Bytes key) {
            return now().get(key);
        }

        @Override
        public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
            return keys.isEmpty() ? Map.of() : now().getAll(keys);
        }

        @Override
        public Page<Row> page(Bytes from, Bytes to, int limit) {
            return now().page(from, to, false, limit);
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }
}
