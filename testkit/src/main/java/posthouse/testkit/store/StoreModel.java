// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.Tx;
import posthouse.store.View;
import posthouse.testkit.store.ModelAccount.Mail;

/** Random works on one account, compared with a model and followed by a client. */
public final class StoreModel {
    private static final List<String> SUBJECTS = List.of("Plan", "Lunch", "Bill", "");
    private static final List<String> KEYWORDS = List.of("$seen", "$flagged", "$draft", "$answered", "work", "holiday");

    private final StoreRig rig;
    private final SplittableRandom random;
    private final AccountId account;
    private final ModelClient client = new ModelClient();
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private ModelAccount model = new ModelAccount();
    private int messages;
    /** What a failed work would have made of the account. */
    private Optional<ModelAccount> perhaps = Optional.empty();

    public StoreModel(StoreRig rig, long seed) {
        this.rig = rig;
        random = new SplittableRandom(seed);
        account = rig.person();
        settled(() -> rig.account(account).read(view -> {
            model.boxes.clear();
            model.start(view);
            return 0;
        }));
    }

    /** Runs works, comparing now and then. */
    public void run(int works) {
        for (int i = 0; i < works; i++) {
            work();
            if (random.nextInt(12) == 0) compare();
        }
        compare();
    }

    private void work() {
        int choice = random.nextInt(60);
        if (choice == 0) {
            settled(rig::restart);
        } else if (choice < 3) {
            bulk(choice == 1);
        } else {
            int steps = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 1;
            long seed = random.nextLong();
            ModelAccount[] after = {model};
            try {
                rig.account(account).write(tx -> {
                    after[0] = model.copy();
                    var steady = new SplittableRandom(seed);
                    for (int s = 0; s < steps; s++) step(tx, after[0], steady);
                    return 0;
                });
                model = after[0];
            } catch (Refused e) {
                failed(e, after[0]);
            }
        }
    }

    private static void settled(Runnable call) {
        for (int i = 0; ; i++) {
            try {
                call.run();
                return;
            } catch (Refused e) {
                if (i == 50 || !(e.failure() instanceof Failure.Unavailable)) throw e;
            }
        }
    }

    /** A store that failed may have done it or not: the store tells. */
    private void failed(Refused e, ModelAccount after) {
        if (!(e.failure() instanceof Failure.Unavailable)) throw e;
        perhaps = Optional.of(after);
        compare();
    }

    private void bulk(boolean read) {
        List<MailboxId> ids = List.copyOf(model.boxes.keySet());
        MailboxId box = ids.get(random.nextInt(ids.size()));
        ModelAccount after = model.copy();
        for (var e : List.copyOf(after.mails.entrySet())) {
            Mail m = e.getValue();
            if (!m.mailboxes().contains(box)) continue;
            if (read) {
                var names = new HashSet<>(m.keywords());
                names.add("$seen");
                after.mails.put(e.getKey(), m.with(names));
            } else if (m.mailboxes().size() == 1) {
                after.removed(e.getKey());
            } else {
                var left = new HashSet<>(m.mailboxes());
                left.remove(box);
                after.mails.put(e.getKey(), m.in(left));
            }
        }
        try {
            if (read) rig.account(account).markAllRead(box);
            else rig.account(account).empty(box);
            model = after;
        } catch (Refused e) {
            failed(e, after);
        }
    }

    private void step(Tx tx, ModelAccount m, SplittableRandom r) {
        List<EmailId> mails = List.copyOf(m.mails.keySet());
        int choice = r.nextInt(100);
        if (mails.isEmpty() || choice < 35) {
            append(tx, m, r);
            return;
        }
        EmailId id = mails.get(r.nextInt(mails.size()));
        Mail mail = java.util.Objects.requireNonNull(m.mails.get(id));
        if (choice < 55) {
            Set<String> names = names(r);
            tx.setKeywords(id, names);
            m.mails.put(id, mail.with(names));
        } else if (choice < 72) {
            Set<MailboxId> to = some(m, r);
            tx.setMailboxes(id, to);
            m.mails.put(id, mail.in(to));
        } else if (choice < 86) {
            tx.destroy(id);
            m.removed(id);
        } else if (choice < 92) {
            create(tx, m, r);
        } else if (choice < 96) {
            reshape(tx, m, r);
        } else {
            destroyMailbox(tx, m, r);
        }
    }

    private void append(Tx tx, ModelAccount m, SplittableRandom r) {
        String id = "m" + messages++ + "." + r.nextInt(1 << 20);
        String subject = SUBJECTS.get(r.nextInt(SUBJECTS.size()));
        var ids = new TreeSet<String>();
        var references = new ArrayList<String>();
        List<String> known = new ArrayList<>();
        m.threads.values().forEach(lead -> known.addAll(lead.ids()));
        java.util.Collections.sort(known);
        for (int i = r.nextInt(3); i > 0 && !known.isEmpty(); i--) {
            String reference = known.get(r.nextInt(known.size()));
            references.add(reference.substring(0, reference.indexOf('@')));
        }
        ids.add(id + "@example.org");
        references.forEach(reference -> ids.add(reference + "@example.org"));
        String shown = references.isEmpty() || r.nextBoolean() ? subject : "Re: " + subject;
        Instant when = start.plusMillis(r.nextInt(200_000));
        NewEmail email = rig.email(StoreRig.message(id, shown, references.toArray(String[]::new)), some(m, r), when);
        var marked = new NewEmail(
                email.prefix(), email.content(), email.index(), email.mailboxes(), names(r), email.receivedAt());
        EmailId added = tx.append(marked);
        m.added(
                added,
                java.util.Objects.requireNonNull(tx.emailStates(List.of(added)).get(added)),
                subject.toLowerCase(java.util.Locale.ROOT),
                ids);
    }

    private static Set<String> names(SplittableRandom r) {
        var names = new TreeSet<String>();
        for (String keyword : KEYWORDS) if (r.nextInt(4) == 0) names.add(keyword);
        return names;
    }

    private static Set<MailboxId> some(ModelAccount m, SplittableRandom r) {
        List<MailboxId> ids = List.copyOf(m.boxes.keySet());
        var some = new HashSet<MailboxId>();
        for (int i = r.nextInt(4) == 0 ? 2 : 1; i > 0; i--) some.add(ids.get(r.nextInt(ids.size())));
        return some;
    }

    private void create(Tx tx, ModelAccount m, SplittableRandom r) {
        List<MailboxId> ids = List.copyOf(m.boxes.keySet());
        Optional<MailboxId> parent = r.nextBoolean() ? Optional.empty() : Optional.of(ids.get(r.nextInt(ids.size())));
        var wanted = NewMailbox.named("Folder " + r.nextInt(12)).withParent(parent);
        MailboxId[] id = {null};
        if (allowed(() -> id[0] = tx.createMailbox(wanted))) m.boxes.put(id[0], wanted);
    }

    private void reshape(Tx tx, ModelAccount m, SplittableRandom r) {
        List<MailboxId> ids = List.copyOf(m.boxes.keySet());
        MailboxId id = ids.get(r.nextInt(ids.size()));
        NewMailbox wanted = java.util.Objects.requireNonNull(m.boxes.get(id));
        switch (r.nextInt(4)) {
            case 0 -> wanted = wanted.withName("Folder " + r.nextInt(12));
            case 1 -> wanted = wanted.withParent(Optional.of(ids.get(r.nextInt(ids.size()))));
            case 2 -> wanted = wanted.withSubscribed(r.nextBoolean());
            default -> {
                if (!wanted.role().equals(Optional.of(Role.INBOX)))
                    wanted = wanted.withRole(r.nextBoolean() ? Optional.of(Role.TRASH) : Optional.empty());
            }
        }
        NewMailbox to = wanted;
        if (allowed(() -> tx.updateMailbox(id, to))) m.boxes.put(id, to);
    }

    private void destroyMailbox(Tx tx, ModelAccount m, SplittableRandom r) {
        List<MailboxId> ids = List.copyOf(m.boxes.keySet());
        MailboxId id = ids.get(r.nextInt(ids.size()));
        boolean used =
                m.mails.values().stream().anyMatch(mail -> mail.mailboxes().contains(id));
        boolean parent = m.boxes.values().stream().anyMatch(b -> b.parent().equals(Optional.of(id)));
        boolean destroyed = allowed(() -> tx.destroyMailbox(id));
        if (destroyed && (used || parent)) throw new AssertionError("destroyed a mailbox in use");
        if (destroyed) m.boxes.remove(id);
    }

    /** Whether a rule of mailboxes allowed it. */
    private static boolean allowed(Runnable change) {
        try {
            change.run();
            return true;
        } catch (Refused e) {
            boolean rule = e.failure().problem().equals(KB.BAD_MAILBOX)
                    || e.failure().problem().equals(KB.TOO_MANY_OF_THEM)
                    || e.failure() instanceof Failure.AlreadyExists
                    || e.failure() instanceof Failure.Conflict
                    || e.failure() instanceof Failure.Denied;
            if (!rule) throw e;
            return false;
        }
    }

    /** Compares model, store and client; after a failed work either of two models must fit. */
    public void compare() {
        for (int i = 0; ; i++) {
            try (View view = rig.account(account).view()) {
                settle(view);
                model.compare(view);
                client.sync(view, random);
                return;
            } catch (Refused e) {
                if (i == 200 || !(e.failure() instanceof Failure.Unavailable)) throw e;
            }
        }
    }

    private void settle(View view) {
        if (perhaps.isEmpty()) return;
        if (!fits(model, view)) model = perhaps.get();
        perhaps = Optional.empty();
    }

    private static boolean fits(ModelAccount model, View view) {
        try {
            model.compare(view);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
