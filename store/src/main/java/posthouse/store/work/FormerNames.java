// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import posthouse.base.MailboxId;
import posthouse.store.AccountSpec;
import posthouse.store.Mailbox;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.In;
import posthouse.store.row.Out;
import posthouse.store.row.Rows;
import posthouse.store.row.SpecRow;

/** Names that folders of a public root had, so that old addresses lead on. */
final class FormerNames {
    private static final int FORMAT = 1;

    private static Bytes key(Optional<MailboxId> parent, String name) {
        long hash = ThreadWork.hash(name.toLowerCase(Locale.ROOT));
        return Keys.of(Tag.FORMER, parent.map(MailboxId::value).orElse(0L), hash);
    }

    static Optional<MailboxId> find(Rows rows, Optional<MailboxId> parent, String name) {
        return rows.get(key(parent, name)).map(value -> new MailboxId(new In(value, FORMAT).fixed()));
    }

    static void keep(Overlay rows, Mailbox before) {
        boolean open = rows.get(Keys.SPEC)
                .map(value -> SpecRow.read(value).kind() == AccountSpec.Kind.PUBLIC_ROOT)
                .orElse(false);
        if (open)
            rows.put(
                    key(before.parent(), before.name()),
                    new Out(FORMAT, 16).fixed(before.id().value()).done());
    }

    /** A folder is gone, and all that led to it and was kept of it. */
    static void forget(Overlay rows, MailboxId mailbox) {
        var gone = new ArrayList<Bytes>();
        rows.each(Keys.first(Tag.FORMER), Keys.end(Tag.FORMER), row -> {
            boolean below = Keys.id(row.key()) == mailbox.value();
            if (below || new In(row.value(), FORMAT).fixed() == mailbox.value()) gone.add(row.key());
        });
        rows.each(Keys.first(Tag.SEEN), Keys.end(Tag.SEEN), row -> {
            if (Keys.second(row.key()) == mailbox.value()) gone.add(row.key());
        });
        gone.forEach(rows::delete);
    }

    private FormerNames() {}
}
