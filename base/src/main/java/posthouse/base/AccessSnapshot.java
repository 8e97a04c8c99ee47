// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision needs, joined in memory: switches of the server and of accounts, and the rights rows of folders.
 * Immutable; a change makes the next epoch.
 *
 * @param epoch rises with every change
 * @param services switch of each service at server level; absent means on
 * @param anonymous whether anonymous visitors may use each service; absent means not
 * @param accounts what is known of each account; an absent account does not exist
 * @param groups the groups of each person, which count instead of those that a principal carries; for somebody absent
 *     the principal's own count
 */
public record AccessSnapshot(
        long epoch,
        Map<String, SwitchState> services,
        Map<String, SwitchState> anonymous,
        Map<AccountId, AccountAccess> accounts,
        Map<PersonId, Set<GroupId>> groups) {

    /** Without knowledge of groups. */
    public AccessSnapshot(
            long epoch,
            Map<String, SwitchState> services,
            Map<String, SwitchState> anonymous,
            Map<AccountId, AccountAccess> accounts) {
        this(epoch, services, anonymous, accounts, Map.of());
    }

    /** The snapshot of a server that knows nobody yet. */
    public static AccessSnapshot empty() {
        return new AccessSnapshot(0, Map.of(), Map.of(), Map.of());
    }

    /**
     * One account's part.
     *
     * @param organisation whose it is
     * @param owner the person whose mailbox it is; empty for public roots and the server's own accounts
     * @param enabled the account's main switch
     * @param services switches by service at account level; absent means on
     * @param rights rights rows by mailbox; absent means the owner only
     */
    public record AccountAccess(
            OrganisationId organisation,
            Optional<PersonId> owner,
            SwitchState enabled,
            Map<String, SwitchState> services,
            Map<MailboxId, FolderRights> rights) {}

    /** Roles on one folder. */
    public record FolderRights(Map<PersonId, Role> people, Map<GroupId, Role> groups, Role signedIn, Role anonymous) {}

    /** The roles of public folders, each including what the one before may. */
    public enum Role {
        NONE(Set.of()),
        REVIEWER(Set.of(Action.SEE, Action.READ, Action.MARK)),
        AUTHOR(Set.of(Action.SEE, Action.READ, Action.MARK, Action.POST)),
        EDITOR(Set.of(Action.SEE, Action.READ, Action.MARK, Action.POST, Action.WRITE, Action.DELETE)),
        OWNER(Set.of(
                Action.SEE,
                Action.READ,
                Action.MARK,
                Action.POST,
                Action.WRITE,
                Action.DELETE,
                Action.SHAPE,
                Action.ADMINISTER));

        private final Set<Action> actions;

        Role(Set<Action> actions) {
            this.actions = actions;
        }

        /** Whether this role covers the action. */
        public boolean covers(Action action) {
            return actions.contains(action);
        }
    }
}
