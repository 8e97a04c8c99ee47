// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.Optional;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;

/** The one authority on who may do what: every interface asks here, and nobody decides beside it. */
public final class Access {
    private static final Decision GRANTED = new Decision.Granted();

    private volatile AccessSnapshot snapshot = AccessSnapshot.empty();

    /** The snapshot that decisions are made on now. */
    public AccessSnapshot snapshot() {
        return snapshot;
    }

    /** Replaces the snapshot; decisions made from now on see it. Its epoch must be higher than the one before. */
    public synchronized void publish(AccessSnapshot next) {
        if (next.epoch() <= snapshot.epoch()) throw new IllegalArgumentException("epoch must rise");
        snapshot = next;
    }

    /** Decides on the current snapshot. */
    public Decision decide(Principal principal, Action action, Target target) {
        return decide(snapshot, principal, action, target);
    }

    /** Decides, and refuses with the decision's own failure unless granted. */
    public void require(Principal principal, Action action, Target target) {
        switch (decide(principal, action, target)) {
            case Decision.Granted ignored -> {}
            case Decision.Denied d -> throw new Refused(new Failure.Denied(d.problem(), d.level()));
            case Decision.Off o -> throw new Refused(new Failure.Off(o.problem(), o.level(), o.what(), o.state()));
        }
    }

    /** The pure function behind everything. */
    public static Decision decide(AccessSnapshot snapshot, Principal principal, Action action, Target target) {
        return switch (principal) {
            case Principal.System ignored -> GRANTED;
            case Principal.Administrator a -> decideAdministrator(snapshot, a, action, target);
            case Principal.Person p -> decidePerson(snapshot, p, action, target);
            case Principal.Delegate d -> decidePerson(snapshot, d.actor(), action, target);
            case Principal.Anonymous ignored -> decideAnonymous(snapshot, action, target);
        };
    }

    private static Decision decideAdministrator(
            AccessSnapshot snapshot, Principal.Administrator admin, Action action, Target target) {
        return switch (target) {
            case Target.Server ignored -> GRANTED;
            case Target.Service ignored -> GRANTED;
            case Target.Directory d ->
                d.organisation().equals(admin.organisation()) ? GRANTED : denied(Level.ORGANISATION);
            // An administrator shapes accounts; reading people's mail is not part of the office.
            case Target.Account a -> administers(snapshot, admin, action, a.account());
            case Target.Mailbox m -> administers(snapshot, admin, action, m.account());
        };
    }

    private static Decision administers(
            AccessSnapshot snapshot, Principal.Administrator admin, Action action, AccountId account) {
        AccountAccess known = snapshot.accounts().get(account);
        if (known == null || !known.organisation().equals(admin.organisation())) return denied(Level.ORGANISATION);
        return action == Action.ADMINISTER || action == Action.SHAPE || action == Action.SEE
                ? GRANTED
                : denied(Level.ACCOUNT);
    }

    private static Decision decidePerson(
            AccessSnapshot snapshot, Principal.Person person, Action action, Target target) {
        return switch (target) {
            case Target.Server ignored -> denied(Level.SERVER);
            case Target.Service s -> decideService(snapshot, person, s.name());
            case Target.Directory d ->
                d.organisation().equals(person.organisation()) && (action == Action.SEE || action == Action.READ)
                        ? GRANTED
                        : denied(Level.ORGANISATION);
            case Target.Account a -> {
                AccountAccess known = snapshot.accounts().get(a.account());
                if (known == null) yield denied(Level.ACCOUNT);
                if (owns(known, person)) yield off(known.enabled(), Level.ACCOUNT, KB.ACCOUNT_DISABLED);
                boolean some = known.organisation().equals(person.organisation())
                        && known.rights().values().stream()
                                .anyMatch(r -> role(snapshot, r, person).covers(Action.SEE));
                yield some && (action == Action.SEE || action == Action.READ) ? GRANTED : denied(Level.ACCOUNT);
            }
            case Target.Mailbox m -> {
                AccountAccess known = snapshot.accounts().get(m.account());
                if (known == null) yield denied(Level.ACCOUNT);
                if (owns(known, person)) yield off(known.enabled(), Level.ACCOUNT, KB.ACCOUNT_DISABLED);
                FolderRights rights = known.rights().get(m.mailbox());
                boolean may = rights != null
                        && known.organisation().equals(person.organisation())
                        && role(snapshot, rights, person).covers(action);
                yield may ? GRANTED : denied(Level.FOLDER);
            }
        };
    }

    private static Decision decideService(AccessSnapshot snapshot, Principal.Person person, String service) {
        SwitchState server = snapshot.services().get(service);
        if (server != null && !server.on()) return new Decision.Off(Level.SERVER, KB.SERVICE_OFF, service, server);
        AccountAccess known = snapshot.accounts().get(person.account());
        if (known == null) return denied(Level.ACCOUNT);
        if (!known.enabled().on())
            return new Decision.Off(Level.ACCOUNT, KB.ACCOUNT_DISABLED, service, known.enabled());
        SwitchState own = known.services().get(service);
        if (own != null && !own.on()) return new Decision.Off(Level.ACCOUNT, KB.SERVICE_OFF_FOR_ACCOUNT, service, own);
        return GRANTED;
    }

    private static Decision decideAnonymous(AccessSnapshot snapshot, Action action, Target target) {
        return switch (target) {
            case Target.Service s -> {
                SwitchState server = snapshot.services().get(s.name());
                if (server != null && !server.on())
                    yield new Decision.Off(Level.SERVER, KB.SERVICE_OFF, s.name(), server);
                SwitchState guests = snapshot.anonymous().get(s.name());
                yield guests != null && guests.on() ? GRANTED : denied(Level.SERVER);
            }
            case Target.Mailbox m -> {
                AccountAccess known = snapshot.accounts().get(m.account());
                FolderRights rights = known == null ? null : known.rights().get(m.mailbox());
                boolean may = rights != null
                        && action != Action.MARK
                        && rights.anonymous().covers(action);
                yield may ? GRANTED : denied(Level.FOLDER);
            }
            case Target.Server ignored -> denied(Level.SERVER);
            // Who may ask the address book by LDAP may know who is in it; what of them is the entries' affair.
            case Target.Directory ignored ->
                action == Action.SEE
                                && decideAnonymous(snapshot, Action.USE, new Target.Service("ldap"))
                                        .granted()
                        ? GRANTED
                        : denied(Level.ORGANISATION);
            case Target.Account ignored -> denied(Level.ACCOUNT);
        };
    }

    private static boolean owns(AccountAccess account, Principal.Person person) {
        return account.owner().equals(Optional.of(person.id()));
    }

    /** The strongest of the roles that reach this person. */
    private static Role role(AccessSnapshot snapshot, FolderRights rights, Principal.Person person) {
        Role own = rights.people().get(person.id());
        if (own != null) return own;
        Role best = rights.signedIn();
        // A stream that began before the last change of members must not go on with the old ones.
        for (GroupId group : snapshot.groups().getOrDefault(person.id(), person.groups())) {
            Role role = rights.groups().get(group);
            if (role != null && role.compareTo(best) > 0) best = role;
        }
        return best;
    }

    private static Decision off(SwitchState state, Level level, ProblemId problem) {
        return state.on() ? GRANTED : new Decision.Off(level, problem, "", state);
    }

    private static Decision denied(Level level) {
        return new Decision.Denied(level, KB.NOT_PERMITTED);
    }
}
