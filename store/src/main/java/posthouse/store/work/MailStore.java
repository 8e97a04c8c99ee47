// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.store.Account;
import posthouse.store.AccountSpec;
import posthouse.store.BlobStage;
import posthouse.store.ChangeFeed;
import posthouse.store.CheckReport;
import posthouse.store.DataType;
import posthouse.store.Job;
import posthouse.store.Journal;
import posthouse.store.NewMailbox;
import posthouse.store.Records;
import posthouse.store.Role;
import posthouse.store.Slice;
import posthouse.store.Store;
import posthouse.store.StoreHealth;
import posthouse.store.StoreSettings;
import posthouse.store.SweepReport;
import posthouse.store.View;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Health;
import posthouse.store.engine.Snapshot;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.Head;
import posthouse.store.row.JobRow;
import posthouse.store.row.SpecRow;

/** The store on an engine. */
public final class MailStore implements Store {
    private final Core core;
    private final Writers writers;

    private MailStore(Core core) {
        this.core = core;
        writers = new Writers(core);
        core.feeds.statesBy(this::states);
    }

    private Map<DataType, String> states(Principal principal, AccountId id) {
        try {
            return account(principal, id).read(View::states);
        } catch (Refused gone) {
            // The right went while the change waited: there is nothing to tell.
            return Map.of();
        }
    }

    /** Opens it. */
    public static Store open(
            Engine engine, Access access, Clock clock, RandomGenerator random, StoreSettings settings) {
        return new MailStore(new Core(engine, access, clock, random, settings));
    }

    @Override
    public Account account(Principal principal, AccountId id) {
        return new AccountHandle(core, writers, principal, id);
    }

    @Override
    public boolean exists(Principal principal, AccountId id) {
        return spec(principal, id).isPresent();
    }

    @Override
    public Optional<AccountSpec> spec(Principal principal, AccountId id) {
        core.access.require(principal, Action.SEE, new Target.Account(id));
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            var rows = new SnapshotRows(snapshot);
            if (Core.head(rows).deleted()) return Optional.empty();
            return rows.get(Keys.SPEC).map(SpecRow::read);
        }
    }

    @Override
    public void create(Principal principal, AccountId id, AccountSpec spec) {
        core.access.require(principal, Action.ADMINISTER, new Target.Account(id));
        Gate gate = Gate.open(core.access, principal, id);
        writers.of(id).run(gate, true, tx -> {
            if (tx.head.version() != 0) throw new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, "account"));
            tx.setSpec(spec);
            boolean mail = spec.kind() == AccountSpec.Kind.PERSON || spec.kind() == AccountSpec.Kind.SHARED;
            for (Role role : Role.values())
                if (mail && role.compareTo(Role.TRASH) <= 0) tx.createMailbox(NewMailbox.of(role));
            return null;
        });
    }

    @Override
    public void delete(Principal principal, AccountId id) {
        core.access.require(principal, Action.ADMINISTER, new Target.Account(id));
        Gate gate = Gate.open(core.access, principal, id);
        new Removal(core, writers).run(gate, id);
    }

    @Override
    public Slice<AccountId> accounts(Principal principal, Optional<AccountId> after, int limit) {
        core.access.require(principal, Action.ADMINISTER, new Target.Server());
        var page = core.engine.accounts(after.orElse(null), Math.clamp(limit, 1, 1_000));
        return new Slice<>(page.items(), page.more());
    }

    @Override
    public BlobStage stage(Principal principal) {
        if (principal instanceof Principal.Anonymous) throw new Refused(new Failure.NotSignedIn(KB.NOT_SIGNED_IN));
        return new Staging(core.engine.blobs(), new BlobId(core.fresh()), core.staging);
    }

    @Override
    public Journal journal(Principal principal, AccountId partition) {
        return new IntakeJournal(core, writers, principal, partition);
    }

    @Override
    public Records records(Principal principal, AccountId id) {
        return new RecordStore(core, writers, principal, id);
    }

    @Override
    public void watchRights(java.util.function.Consumer<AccountId> watcher) {
        core.rightsWatcher = watcher;
    }

    @Override
    public ChangeFeed subscribe(Principal principal, Collection<AccountId> accounts) {
        return core.feeds.open(principal, accounts);
    }

    @Override
    public StoreHealth health() {
        return switch (core.engine.health()) {
            case Health.Works ignored -> new StoreHealth.Works();
            case Health.Full f -> new StoreHealth.Full(f.since(), f.cause());
            case Health.Failed f -> new StoreHealth.Failed(f.since(), f.cause());
            case Health.Closed ignored -> new StoreHealth.Closed();
        };
    }

    @Override
    public CheckReport check(Principal principal) {
        core.access.require(principal, Action.ADMINISTER, new Target.Server());
        return new Checking(core).all();
    }

    @Override
    public CheckReport check(Principal principal, AccountId id) {
        core.access.require(principal, Action.ADMINISTER, new Target.Account(id));
        return new Checking(core).one(id);
    }

    @Override
    public SweepReport sweep(Principal principal, Duration grace) {
        core.access.require(principal, Action.ADMINISTER, new Target.Server());
        return new Sweeper(core, writers, principal).run(grace);
    }

    @Override
    public int resumeJobs(Principal principal) {
        core.access.require(principal, Action.ADMINISTER, new Target.Server());
        int resumed = 0;
        @Nullable AccountId after = null;
        for (boolean more = true; more; ) {
            var page = core.engine.accounts(after, 1_000);
            for (AccountId id : page.items()) resumed += resume(principal, id);
            more = page.more();
            if (more) after = page.items().getLast();
        }
        return resumed;
    }

    private int resume(Principal principal, AccountId id) {
        var jobs = new java.util.LinkedHashMap<Long, Job>();
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            var rows = new SnapshotRows(snapshot);
            Head head = Core.head(rows);
            if (head.version() == 0 || head.deleted()) return 0;
            rows.each(
                    Keys.first(Tag.JOB),
                    Keys.end(Tag.JOB),
                    row -> jobs.put(Keys.id(row.key()), JobRow.read(row.value())));
        }
        var account = new AccountHandle(core, writers, principal, id);
        jobs.forEach((job, what) -> {
            MailboxId mailbox = what.mailbox();
            account.bulk(what.kind(), mailbox, job, what.done());
        });
        return jobs.size();
    }

    @Override
    public void close() {
        core.feeds.closeAll();
        core.engine.close();
    }
}
