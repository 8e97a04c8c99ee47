// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.EmailChange;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.View;

/** A client that keeps itself up to date by changes only, and compares itself with the whole. */
final class ModelClient {
    private final Map<DataType, Known> known = new EnumMap<>(DataType.class);

    /** What the client has of a type. */
    private record Known(String state, Set<Long> ids) {}

    /** A list as it once was. */
    private record Kept(String state, Optional<MailboxId> mailbox, List<EmailId> ids, List<Long> bits) {}

    private final List<Kept> kept = new ArrayList<>();

    void sync(View view, RandomGenerator random) {
        int max = random.nextBoolean() ? 0 : 1 + random.nextInt(7);
        for (DataType type : List.of(DataType.EMAIL, DataType.MAILBOX, DataType.THREAD)) {
            Known before = known(type);
            var ids = new HashSet<>(before.ids());
            known.put(type, new Known(follow(view, type, before.state(), max, ids), ids));
        }
        Set<Long> emails = known(DataType.EMAIL).ids();
        Set<Long> threads = known(DataType.THREAD).ids();
        Set<Long> mailboxes = known(DataType.MAILBOX).ids();
        var seen = new HashSet<Long>();
        var seenThreads = new HashSet<Long>();
        MailList all = view.all();
        for (int i = 0; i < all.size(); i++) {
            seen.add(all.email(i).value());
            seenThreads.add(all.thread(i).value());
        }
        assertEquals(seen, emails, "emails by changes");
        assertEquals(seenThreads, threads, "threads by changes");
        var boxes = new HashSet<Long>();
        for (Mailbox m : view.mailboxes()) boxes.add(m.id().value());
        assertEquals(boxes, mailboxes, "mailboxes by changes");
        assertEquals(view.state(DataType.EMAIL), known(DataType.EMAIL).state());
        compareKept(view);
        keep(view, random);
    }

    private Known known(DataType type) {
        return known.getOrDefault(type, new Known("0", Set.of()));
    }

    private static String follow(View view, DataType type, String since, int max, Set<Long> into) {
        String state = since;
        for (int guard = 0; guard < 100_000; guard++) {
            Changes c = view.changes(type, state, max);
            int count = c.created().size() + c.updated().size() + c.destroyed().size();
            assertTrue(max == 0 || count <= max, "more changes than asked for");
            assertTrue(!c.hasMore() || !c.newState().equals(state), "no progress");
            for (long id : c.created()) into.add(id);
            into.removeAll(c.destroyed());
            for (long id : c.updated()) assertTrue(into.contains(id), "updated before created: " + type);
            state = c.newState();
            if (!c.hasMore()) return state;
        }
        throw new AssertionError("changes have no end");
    }

    private void keep(View view, RandomGenerator random) {
        List<Mailbox> boxes = view.mailboxes();
        Optional<MailboxId> mailbox = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(boxes.get(random.nextInt(boxes.size())).id());
        MailList list = mailbox.isPresent() ? view.list(mailbox.get()) : view.all();
        kept.add(new Kept(view.state(DataType.EMAIL), mailbox, ids(list), bits(list)));
        if (kept.size() > 8) kept.remove(random.nextInt(8));
    }

    private void compareKept(View view) {
        for (Kept k : kept) {
            MailList then = view.listAt(k.mailbox(), k.state());
            assertEquals(k.ids(), ids(then), "the list at " + k.state());
            assertEquals(k.bits(), bits(then), "keywords at " + k.state());
            var before = new HashSet<>(k.ids());
            MailList now = k.mailbox().isPresent() ? view.list(k.mailbox().get()) : view.all();
            for (EmailChange c : view.emailChanges(k.state())) {
                boolean was = in(k.mailbox(), c.before());
                assertEquals(was, k.ids().contains(c.id()), "was it there");
                before.remove(c.id());
                if (in(k.mailbox(), c.after())) before.add(c.id());
            }
            assertEquals(before, new HashSet<>(ids(now)), "changes lead from then to now");
        }
    }

    private static boolean in(Optional<MailboxId> mailbox, Set<MailboxId> set) {
        return mailbox.isPresent() ? set.contains(mailbox.get()) : !set.isEmpty();
    }

    private static List<EmailId> ids(MailList list) {
        var ids = new ArrayList<EmailId>();
        for (int i = 0; i < list.size(); i++) ids.add(list.email(i));
        return ids;
    }

    private static List<Long> bits(MailList list) {
        var bits = new ArrayList<Long>();
        for (int i = 0; i < list.size(); i++) bits.add(list.bits(i));
        return bits;
    }
}
