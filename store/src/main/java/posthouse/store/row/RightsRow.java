// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.GroupId;
import posthouse.base.MailboxId;
import posthouse.base.PersonId;
import posthouse.store.RightsHolder;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;

/** The {@code A} rows: mailbox, who, and the role in the value. */
public final class RightsRow {
    private static final int FORMAT = 1;

    /** The key of a holder's row; the kinds are part of the format. */
    public static Bytes key(MailboxId mailbox, RightsHolder holder) {
        return switch (holder) {
            case RightsHolder.Person p -> Keys.rights(mailbox.value(), 1, p.id().value());
            case RightsHolder.Group g -> Keys.rights(mailbox.value(), 2, g.id().value());
            case RightsHolder.SignedIn ignored -> Keys.rights(mailbox.value(), 3, 0);
            case RightsHolder.Anonymous ignored -> Keys.rights(mailbox.value(), 4, 0);
        };
    }

    /** Whom a row is about; empty for a kind that is not known. */
    public static Optional<RightsHolder> holder(Bytes key) {
        long id = ByteBuffer.wrap(key.array()).getLong(10);
        return switch (key.array()[9]) {
            case 1 -> Optional.of(new RightsHolder.Person(new PersonId(id)));
            case 2 -> Optional.of(new RightsHolder.Group(new GroupId(id)));
            case 3 -> Optional.of(new RightsHolder.SignedIn());
            case 4 -> Optional.of(new RightsHolder.Anonymous());
            default -> Optional.empty();
        };
    }

    /** The key of the same holder's row of another mailbox. */
    public static Bytes key(MailboxId mailbox, Bytes like) {
        ByteBuffer key = ByteBuffer.wrap(like.array());
        return Keys.rights(mailbox.value(), key.get(9), key.getLong(10));
    }

    public static Bytes write(Role role) {
        return new Out(FORMAT, 16).octet(role.ordinal()).done();
    }

    public static Role read(Bytes value) {
        return Role.values()[new In(value, FORMAT).octet()];
    }

    /** Rights rows of every mailbox. */
    public static Map<MailboxId, FolderRights> all(Rows rows) {
        var all = new HashMap<MailboxId, FolderRights>();
        rows.each(Keys.first(Tag.RIGHTS), Keys.end(Tag.RIGHTS), row -> {
            var mailbox = new MailboxId(Keys.id(row.key()));
            FolderRights before = all.getOrDefault(mailbox, new FolderRights(Map.of(), Map.of(), Role.NONE, Role.NONE));
            Role role = read(row.value());
            holder(row.key()).ifPresent(holder -> all.put(mailbox, with(before, holder, role)));
        });
        return Map.copyOf(all);
    }

    private static FolderRights with(FolderRights r, RightsHolder holder, Role role) {
        return switch (holder) {
            case RightsHolder.Person p ->
                new FolderRights(plus(r.people(), p.id(), role), r.groups(), r.signedIn(), r.anonymous());
            case RightsHolder.Group g ->
                new FolderRights(r.people(), plus(r.groups(), g.id(), role), r.signedIn(), r.anonymous());
            case RightsHolder.SignedIn ignored -> new FolderRights(r.people(), r.groups(), role, r.anonymous());
            case RightsHolder.Anonymous ignored -> new FolderRights(r.people(), r.groups(), r.signedIn(), role);
        };
    }

    private static <K> Map<K, Role> plus(Map<K, Role> map, K key, Role role) {
        var more = new HashMap<>(map);
        more.put(key, role);
        return Map.copyOf(more);
    }

    private RightsRow() {}
}
