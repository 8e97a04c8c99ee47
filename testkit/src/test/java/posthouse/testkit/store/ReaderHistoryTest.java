// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.MailList;
import posthouse.store.View;
import posthouse.testkit.engine.EngineRig;

/**
 * Random works of all in a public root, seen by somebody who does not see all of it: a cache that is fed by changes alone is
 * what they see, a state changes when what they see does and not otherwise, and lists of before are as they were.
 */
final class ReaderHistoryTest {
    private static final int STEPS = Integer.getInteger("posthouse.works", 600);
    private static final List<DataType> TYPES = List.of(DataType.EMAIL, DataType.MAILBOX, DataType.THREAD);

    private final long seed = Long.getLong("posthouse.model.seed", EngineRig.seed());
    private final Random random = new Random(seed);
    private final ReaderRig rig = new ReaderRig(seed, 100_000);
    private final List<EmailId> emails = new ArrayList<>();
    private final Map<DataType, Map<Long, String>> cache = new EnumMap<>(DataType.class);
    private final Map<DataType, String> known = new EnumMap<>(DataType.class);
    private final List<Kept> kept = new ArrayList<>();
    private int made;

    /** A list as it once was. */
    private record Kept(String state, Optional<MailboxId> mailbox, List<String> lines) {}

    @Test
    void whatAReaderSeesIsWhatChangesSay() {
        try (rig) {
            read(view -> {
                for (DataType type : TYPES) {
                    known.put(type, view.state(type));
                    cache.put(type, new TreeMap<>(whole(view, type)));
                }
            });
            for (int step = 0; step < STEPS; step++) {
                var before = new EnumMap<DataType, Map<Long, String>>(DataType.class);
                var states = new EnumMap<DataType, String>(DataType.class);
                read(view -> {
                    for (DataType type : TYPES) before.put(type, whole(view, type));
                    states.putAll(view.states());
                });
                change();
                String where = "seed " + seed + " step " + step + " ";
                read(view -> {
                    boolean same = true;
                    for (DataType type : TYPES) {
                        boolean still = whole(view, type).equals(before.get(type));
                        same &= still;
                        if (!still) assertNotEquals(states.get(type), view.state(type), where + type);
                    }
                    if (same) assertEquals(states, view.states(), where + "nothing to be seen has changed");
                    if (random.nextInt(3) == 0) follow(view, where);
                    if (random.nextInt(8) == 0) compareKept(view, where);
                });
            }
        }
    }

    private void read(java.util.function.Consumer<View> reader) {
        rig.mia.account().read(view -> {
            reader.accept(view);
            return true;
        });
    }

    private void change() {
        List<MailboxId> folders = List.of(rig.open, rig.open, rig.other, rig.hidden, rig.hidden);
        int what = random.nextInt(14);
        if (emails.size() < 4 || what < 4) {
            var into = new TreeSet<MailboxId>(java.util.Comparator.comparingLong(MailboxId::value));
            for (int i = random.nextInt(2); i >= 0; i--) into.add(folders.get(random.nextInt(5)));
            String[] references = made == 0 || random.nextBoolean() ? new String[0] : new String[] {"m" + some(made)};
            emails.add(rig.append("m" + made++, into, references));
            return;
        }
        EmailId id = emails.get(some(emails.size()));
        MailboxId a = folders.get(random.nextInt(5));
        MailboxId b = folders.get(random.nextInt(5));
        boolean seen = rig.mia.account().read(view -> view.email(id).isPresent());
        switch (what) {
            case 4, 5 -> system(tx -> tx.setMailboxes(id, Set.copyOf(new TreeSet<>(List.of(a, b)))));
            case 6 -> system(tx -> tx.changeKeywords(id, Set.of(random.nextBoolean() ? "$flagged" : "blue"), Set.of()));
            case 7 -> system(tx -> tx.changeKeywords(id, Set.of(), Set.of("$flagged")));
            case 8 -> {
                system(tx -> tx.destroy(id));
                emails.remove(id);
            }
            case 9, 10 -> {
                boolean add = random.nextBoolean();
                if (seen)
                    mia(tx ->
                            tx.changeKeywords(id, add ? Set.of("$seen") : Set.of(), add ? Set.of() : Set.of("$seen")));
            }
            case 11 -> {
                if (random.nextInt(3) == 0) rig.mia.account().markAllRead(rig.open);
            }
            case 12 -> {
                if (seen) mia(tx -> tx.changeMailboxes(id, Set.of(rig.open), Set.of(rig.other)));
            }
            default -> {
                var mail = rig.mail("m" + made++, Set.of(rig.other));
                emails.add(rig.mia.account().write(tx -> tx.append(mail)));
            }
        }
    }

    private int some(int bound) {
        return Math.max(0, bound - 1 - random.nextInt(Math.min(bound, 12)));
    }

    private interface Does {
        void with(posthouse.store.Tx tx);
    }

    private void system(Does work) {
        rig.system().write(tx -> {
            work.with(tx);
            return true;
        });
    }

    private void mia(Does work) {
        rig.mia.account().write(tx -> {
            work.with(tx);
            return true;
        });
    }

    private static Map<Long, String> whole(View view, DataType type) {
        var lines = new TreeMap<Long, String>();
        switch (type) {
            case EMAIL -> {
                MailList all = view.all();
                for (int i = 0; i < all.size(); i++)
                    lines.put(
                            all.email(i).value(), line(view, type, all.email(i).value()));
            }
            case MAILBOX -> view.mailboxes().forEach(m -> lines.put(m.id().value(), line(view, type, m.id().value())));
            default -> {
                MailList all = view.all();
                for (int i = 0; i < all.size(); i++)
                    lines.computeIfAbsent(all.thread(i).value(), id -> line(view, type, id));
            }
        }
        return lines;
    }

    private static String line(View view, DataType type, long id) {
        return switch (type) {
            case EMAIL ->
                view.emailStates(List.of(new EmailId(id))).values().stream()
                        .map(s -> new TreeSet<>(s.mailboxes().stream()
                                        .map(MailboxId::toString)
                                        .toList())
                                + " " + new TreeSet<>(s.keywords()))
                        .findFirst()
                        .orElse("gone");
            case MAILBOX ->
                view.mailbox(new MailboxId(id))
                        .map(m -> m.name() + " " + m.totalEmails() + " " + m.unreadEmails() + " " + m.totalThreads()
                                + " " + m.unreadThreads())
                        .orElse("gone");
            default -> view.thread(new ThreadId(id)).toString();
        };
    }

    private void follow(View view, String where) {
        int max = random.nextBoolean() ? 0 : 4 + random.nextInt(7);
        for (DataType type : TYPES) {
            Map<Long, String> have = cache.computeIfAbsent(type, k -> new LinkedHashMap<>());
            String state = String.valueOf(known.get(type));
            for (boolean more = true; more; ) {
                Changes c = view.changes(type, state, max);
                int count =
                        c.created().size() + c.updated().size() + c.destroyed().size();
                assertTrue(max == 0 || count <= max, where + "more changes than asked for");
                for (long id : c.created()) assertTrue(!have.containsKey(id), where + type + " created twice");
                for (long id : c.created()) have.put(id, line(view, type, id));
                for (long id : c.updated()) {
                    assertTrue(have.containsKey(id), where + type + " updated before created");
                    have.put(id, line(view, type, id));
                }
                have.keySet().removeAll(c.destroyed());
                state = c.newState();
                more = c.hasMore();
            }
            known.put(type, state);
            assertEquals(view.state(type), state, where + type);
            assertEquals(whole(view, type), have, where + type + " by changes");
        }
    }

    private void compareKept(View view, String where) {
        for (Kept k : kept)
            assertEquals(k.lines, lines(view.listAt(k.mailbox, k.state)), where + "the list of " + k.mailbox);
        Optional<MailboxId> mailbox = switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(rig.open);
            default -> Optional.of(rig.other);
        };
        MailList now = mailbox.isPresent() ? view.list(mailbox.get()) : view.all();
        kept.add(new Kept(view.state(DataType.EMAIL), mailbox, lines(now)));
        if (kept.size() > 8) kept.remove(random.nextInt(8));
    }

    private static List<String> lines(MailList list) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < list.size(); i++) lines.add(list.email(i) + " " + (list.bits(i) & 0xff));
        return lines;
    }
}
