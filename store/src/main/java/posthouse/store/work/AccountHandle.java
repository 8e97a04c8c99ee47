// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.store.Account;
import posthouse.store.Job;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.View;
import posthouse.store.Work;
import posthouse.store.engine.Snapshot;
import posthouse.store.row.Head;
import posthouse.store.row.Membership;

/** An account as one principal uses it. */
final class AccountHandle implements Account {
    private final Core core;
    private final Writers writers;
    private final Principal principal;
    private final AccountId id;

    AccountHandle(Core core, Writers writers, Principal principal, AccountId id) {
        this.core = core;
        this.writers = writers;
        this.principal = principal;
        this.id = id;
    }

    @Override
    public AccountId id() {
        return id;
    }

    @Override
    public View view() {
        return open();
    }

    private AccountView open() {
        Gate gate = Gate.open(core.access, principal, id);
        Snapshot snapshot = core.engine.account(id).snapshot();
        boolean opened = false;
        try {
            var rows = new SnapshotRows(snapshot);
            Head head = Core.head(rows);
            if (head.version() == 0 || head.deleted()) throw Core.notFound("account");
            var once = new AtomicBoolean();
            var view = new AccountView(core, gate, id, rows, head, true, () -> {
                if (once.compareAndSet(false, true)) snapshot.close();
            });
            opened = true;
            return view;
        } finally {
            if (!opened) snapshot.close();
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // What the work returned comes back as it is.
    public <T> T write(Work<T> work) {
        return (T) run(tx -> work.run(tx));
    }

    private @Nullable Object run(java.util.function.Function<AccountTx, @Nullable Object> work) {
        Gate gate = Gate.open(core.access, principal, id);
        return writers.of(id).run(gate, false, work);
    }

    private <T> T inTx(java.util.function.Function<AccountTx, T> work) {
        return write(tx -> work.apply((AccountTx) tx));
    }

    /** One step of a long operation on some emails of a list. */
    private interface Step {
        void change(AccountTx tx, EmailId email);
    }

    @Override
    public long markAllRead(MailboxId mailbox) {
        boolean whole = Gate.open(core.access, principal, id).whole();
        return whole
                ? bulk(Job.Kind.MARK_ALL_READ, mailbox, core.fresh(), 0)
                : this.<Long>inTx(tx -> tx.allSeen(mailbox));
    }

    @Override
    public long empty(MailboxId mailbox) {
        return bulk(Job.Kind.EMPTY, mailbox, core.fresh(), 0);
    }

    @Override
    public void destroyMailboxWithEmails(MailboxId mailbox) {
        try (AccountView view = open()) {
            Mailbox box = view.visibleBoxes().stream()
                    .filter(m -> m.id().equals(mailbox))
                    .findFirst()
                    .orElseThrow(() -> Core.notFound("mailbox"));
            // Before anything is removed.
            MailboxShape.requireShape(view.gate, box);
            boolean parent = view.mailboxes().stream().anyMatch(m -> m.parent().equals(Optional.of(mailbox)));
            if (parent) throw new Refused(new Failure.Conflict(KB.MAILBOX_HAS_CHILD, box.name()));
        }
        bulk(Job.Kind.DESTROY, mailbox, core.fresh(), 0);
    }

    /** Does a long operation, or the rest of it, in commits of bounded size. */
    long bulk(Job.Kind kind, MailboxId mailbox, long job, long doneBefore) {
        Step step = kind == Job.Kind.MARK_ALL_READ
                ? (tx, email) -> tx.changeKeywords(email, Set.of("$seen"), Set.of())
                : (tx, email) -> takeOut(tx, email, mailbox);
        long done = doneBefore;
        int most = core.settings.bulk();
        for (boolean more = true; more; ) {
            warm(mailbox);
            long before = done;
            int size = most;
            try {
                int changed = inTx(tx -> chunk(tx, kind, mailbox, step, job, before, size));
                done += changed;
                more = changed == size;
            } catch (Refused e) {
                // A slow disk: fewer at once fit into the life of a view.
                if (!(e.failure() instanceof Failure.Expired) || most < 10) throw e;
                most /= 4;
            }
        }
        return done - doneBefore;
    }

    /** Lists are kept by views only. */
    private void warm(MailboxId mailbox) {
        try (View view = view()) {
            view.list(mailbox);
        }
    }

    private int chunk(AccountTx tx, Job.Kind kind, MailboxId mailbox, Step step, long job, long doneBefore, int most) {
        if (tx.mailbox(mailbox).isEmpty()) {
            tx.job(job, Optional.empty());
            return 0;
        }
        List<EmailId> chunk = next(tx, kind, mailbox, most);
        for (EmailId email : chunk) step.change(tx, email);
        boolean last = chunk.size() < most;
        boolean began = doneBefore > 0;
        if (!last) tx.job(job, Optional.of(new Job(kind, mailbox, doneBefore + chunk.size())));
        else if (began) tx.job(job, Optional.empty());
        if (last && kind == Job.Kind.DESTROY) tx.destroyMailbox(mailbox);
        return chunk.size();
    }

    private static List<EmailId> next(AccountTx tx, Job.Kind kind, MailboxId mailbox, int most) {
        MailList list = tx.list(mailbox);
        var chunk = new ArrayList<EmailId>();
        for (int i = 0; i < list.size() && chunk.size() < most; i++)
            if (kind != Job.Kind.MARK_ALL_READ || (list.bits(i) & MailList.SEEN) == 0) chunk.add(list.email(i));
        return chunk;
    }

    private static void takeOut(AccountTx tx, EmailId email, MailboxId mailbox) {
        List<Membership> places = tx.emailRow(email.value())
                .orElseThrow(() -> Core.notFound("email"))
                .memberships();
        if (places.size() > 1) tx.changeMailboxes(email, Set.of(), Set.of(mailbox));
        else tx.destroy(email);
    }
}
