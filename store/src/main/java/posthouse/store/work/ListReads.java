// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import posthouse.base.MailboxId;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.hot.HotList;
import posthouse.store.hot.Item;
import posthouse.store.hot.Lists;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;
import posthouse.store.row.MemberRow;
import posthouse.store.work.States.Position;

/** Mail lists of a view: from memory, patched by the log, or built from rows. */
final class ListReads {
    private final AccountView view;
    private final boolean committed;
    private final Map<Lists.Key, HotList> own = new LinkedHashMap<>();

    private Map<Position, List<EmailDelta>> read = Map.of();

    ListReads(AccountView view, boolean committed) {
        this.view = view;
        this.committed = committed;
    }

    HotList list(long mailbox) {
        if (!view.gate.sees(mailbox)) return HotList.of(view.head.version(), new ArrayList<>());
        return current(new Lists.Key(view.account, false, mailbox));
    }

    HotList all() {
        if (view.gate.whole()) return current(new Lists.Key(view.account, true, 0));
        var items = new TreeMap<Long, Item>();
        for (Mailbox box : view.visibleBoxes()) {
            long id = box.id().value();
            HotList list = list(id);
            for (int i = 0; i < list.size(); i++)
                items.merge(list.item(i).email(), view.personal.item(list.item(i), id), ListReads::joined);
        }
        return HotList.of(view.head.version(), new ArrayList<>(items.values()));
    }

    private static Item joined(Item i, Item other) {
        long bits = i.bits() | other.bits();
        return new Item(i.email(), i.receivedAt(), i.thread(), i.size(), bits, i.modseq(), 0);
    }

    /** What is not in any committed list: the log since then, and what this work did. */
    List<EmailDelta> deltas(Position since) {
        List<EmailDelta> known = read.get(since);
        if (known != null) return known;
        Map<Long, EmailDelta> joined = new LinkedHashMap<>();
        for (EmailDelta d : States.deltas(view.rows, view.head, since)) joined.put(d.id(), d);
        for (EmailDelta d : view.unlogged()) joined.merge(d.id(), d, EmailDelta::then);
        var deltas = new ArrayList<>(joined.values());
        // Several lists of one state are asked for, one after another.
        if (committed) read = Map.of(since, deltas);
        return deltas;
    }

    private HotList current(Lists.Key key) {
        HotList at = logged(key);
        List<EmailDelta> more = view.unlogged();
        return more.isEmpty() ? at : forward(at, key, more, at.version());
    }

    private HotList logged(Lists.Key key) {
        HotList known = own.get(key);
        if (known != null) return known;
        HotList list = committed ? shared(key) : forLater(view.core.lists.find(key, view.head.version()), key);
        own.put(key, list);
        return list;
    }

    private HotList shared(Lists.Key key) {
        long version = view.head.version();
        Optional<HotList> found = view.core.lists.find(key, version);
        if (found.isPresent() && found.get().version() == version) return found.get();
        var lock = view.core.building(key);
        lock.lock();
        try {
            HotList list = forLater(view.core.lists.find(key, version), key);
            view.core.lists.keep(key, list);
            return list;
        } finally {
            lock.unlock();
        }
    }

    /** A list of this view's version from an earlier one, or from rows. */
    private HotList forLater(Optional<HotList> found, Lists.Key key) {
        long version = view.head.version();
        if (found.isEmpty() || found.get().version() < view.head.floor()) return built(key);
        HotList list = found.get();
        if (list.version() >= view.head.state(DataType.EMAIL)) return list.at(version);
        return forward(list, key, States.deltas(view.rows, view.head, new Position(list.version(), 0)), version);
    }

    private HotList built(Lists.Key key) {
        var items = new ArrayList<Item>();
        if (key.all()) {
            view.rows.each(Keys.first(Tag.EMAIL), Keys.end(Tag.EMAIL), row -> {
                EmailRow e = EmailRow.read(Keys.id(row.key()), row.value());
                items.add(item(e, 0));
            });
        } else {
            view.rows.each(Keys.of(Tag.MEMBER, key.mailbox()), Keys.after(Tag.MEMBER, key.mailbox()), row -> {
                MemberRow m = MemberRow.read(row.value());
                items.add(new Item(
                        m.email(), m.receivedAt(), m.thread(), m.size(), m.bits(), m.modseq(), Keys.uid(row.key())));
            });
        }
        return HotList.of(view.head.version(), items);
    }

    private static Item item(EmailRow e, long uid) {
        return new Item(e.id(), e.receivedAt(), e.thread(), e.size(), e.bits(), e.modseq(), uid);
    }

    private static HotList forward(HotList list, Lists.Key key, List<EmailDelta> deltas, long version) {
        var gone = new ArrayList<Item>();
        var come = new ArrayList<Item>();
        for (EmailDelta d : deltas) {
            boolean was = key.all() ? !d.created() : d.uidBefore(key.mailbox()) != 0;
            boolean is = key.all() ? !d.destroyed() : d.uidAfter(key.mailbox()) != 0;
            long uid = key.all() ? 0 : d.uidAfter(key.mailbox());
            var item = new Item(d.id(), d.receivedAt(), d.thread(), d.size(), d.bitsAfter(), d.version(), uid);
            if (is) come.add(item);
            else if (was) gone.add(item);
        }
        return list.changed(version, gone, come);
    }

    HotList listAt(Optional<MailboxId> mailbox, Position since) {
        HotList now = mailbox.isPresent() ? list(mailbox.get().value()) : all();
        var gone = new ArrayList<Item>();
        var come = new ArrayList<Item>();
        for (EmailDelta d : deltas(since)) {
            boolean was = in(mailbox, d.before());
            boolean is = in(mailbox, d.after());
            long uid = mailbox.map(m -> d.uidBefore(m.value())).orElse(0L);
            var item = new Item(d.id(), d.receivedAt(), d.thread(), d.size(), d.bitsBefore(), 0, uid);
            if (was) come.add(item);
            else if (is) gone.add(item);
        }
        return now.changed(since.version(), gone, come);
    }

    private boolean in(Optional<MailboxId> mailbox, List<EmailDelta.Place> places) {
        for (EmailDelta.Place p : places) {
            boolean asked = mailbox.isEmpty() || mailbox.get().value() == p.mailbox();
            if (asked && view.gate.sees(p.mailbox())) return true;
        }
        return false;
    }
}
