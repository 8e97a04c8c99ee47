// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import posthouse.base.MailboxId;

/**
 * What a mailbox shall be.
 *
 * @param name 1 to 255 octets, no control characters; unique among its siblings
 * @param sortOrder 0 to 2^31-1
 */
public record NewMailbox(
        String name, Optional<MailboxId> parent, Optional<Role> role, int sortOrder, boolean subscribed) {

    /** A plain mailbox at the top. */
    public static NewMailbox named(String name) {
        return new NewMailbox(name, Optional.empty(), Optional.empty(), 0, true);
    }

    /** The usual mailbox of a role. */
    public static NewMailbox of(Role role) {
        return new NewMailbox(role.mailboxName(), Optional.empty(), Optional.of(role), role.order(), true);
    }

    /** What this mailbox is now, as a start for changes. */
    public static NewMailbox of(Mailbox m) {
        return new NewMailbox(m.name(), m.parent(), m.role(), m.sortOrder(), m.subscribed());
    }

    public NewMailbox withName(String to) {
        return new NewMailbox(to, parent, role, sortOrder, subscribed);
    }

    public NewMailbox withParent(Optional<MailboxId> to) {
        return new NewMailbox(name, to, role, sortOrder, subscribed);
    }

    public NewMailbox withRole(Optional<Role> to) {
        return new NewMailbox(name, parent, to, sortOrder, subscribed);
    }

    public NewMailbox withSortOrder(int to) {
        return new NewMailbox(name, parent, role, to, subscribed);
    }

    public NewMailbox withSubscribed(boolean to) {
        return new NewMailbox(name, parent, role, sortOrder, to);
    }
}
