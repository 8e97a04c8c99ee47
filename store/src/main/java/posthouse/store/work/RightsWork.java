// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.MailboxId;
import posthouse.store.DataType;
import posthouse.store.RightsHolder;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Row;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.LogEntry;
import posthouse.store.row.RightsRow;

/** Rights rows of folders within a work. */
final class RightsWork {
    private static final int MOST = 2_000;

    private final Core core;
    private final Overlay rows;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Set<MailboxId> made = new HashSet<>();

    RightsWork(Core core, Overlay rows) {
        this.core = core;
        this.rows = rows;
    }

    void set(MailboxId mailbox, RightsHolder holder, Optional<Role> role) {
        // Whoever gets a right gets states.
        if (rows.get(Keys.STATE_KEY).isEmpty()) rows.put(Keys.STATE_KEY, SealedStates.fresh(core));
        Bytes key = RightsRow.key(mailbox, holder);
        if (role.isPresent()) rows.put(key, RightsRow.write(role.get()));
        else rows.delete(key);
        note(LogEntry.Kind.UPDATED, mailbox);
    }

    private List<Row> of(MailboxId mailbox) {
        return rows.page(Keys.of(Tag.RIGHTS, mailbox.value()), Keys.after(Tag.RIGHTS, mailbox.value()), MOST)
                .items();
    }

    /** A new folder begins with the rights of the one above it. */
    void inherit(MailboxId from, MailboxId to) {
        made.add(to);
        List<Row> above = of(from);
        for (Row row : above) rows.put(RightsRow.key(to, row.key()), row.value());
        if (!above.isEmpty()) note(LogEntry.Kind.CREATED, to);
    }

    /** Whether the folder was made by this work. */
    boolean made(MailboxId mailbox) {
        return made.contains(mailbox);
    }

    /** A folder is gone: its rights, and what people had read of it. */
    void forget(MailboxId mailbox) {
        List<Row> own = of(mailbox);
        for (Row row : own) rows.delete(row.key());
        if (!own.isEmpty()) note(LogEntry.Kind.DESTROYED, mailbox);
        FormerNames.forget(rows, mailbox);
    }

    private void note(LogEntry.Kind kind, MailboxId mailbox) {
        entries.add(LogEntry.of(DataType.RIGHTS, kind, mailbox.value()));
    }

    List<LogEntry> entries() {
        return entries;
    }
}
