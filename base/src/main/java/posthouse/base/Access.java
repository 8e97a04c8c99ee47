// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.Explanation.Asked;
import posthouse.base.Explanation.Step;

/** The one authority on who may do what: every interface asks here, and nobody decides beside it. */
public final class Access {
    private static final Decision GRANTED = new Decision.Granted();
    private static final Trace UNTRACED = (level, asked, what, state, passed) -> {};

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile AccessSnapshot snapshot = AccessSnapshot.empty();

    /** Takes note of each look, for explanations. */
    @FunctionalInterface
    private interface Trace {
        void step(Level level, Asked asked, String what, Optional<SwitchState> state, boolean passed);
    }

    /** The snapshot that decisions are made on now. */
    public AccessSnapshot snapshot() {
        return snapshot;
    }

    /** Replaces the snapshot; decisions made from now on see it. Its epoch must be higher than the one before. */
    public void publish(AccessSnapshot next) {
        synchronized (this) {
            if (next.epoch() <= snapshot.epoch()) throw new IllegalArgumentException("epoch must rise");
            snapshot = next;
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * Has somebody told of each new snapshot, by the thread that made it and while it may hold locks: what is open is decided
     * again elsewhere. Must not block nor throw.
     */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Decides on the current snapshot. */
    public Decision decide(Principal principal, Action action, Target target) {
        return decide(snapshot, principal, action, target);
    }

    /** Decides, and refuses with the decision's own failure unless granted. */
    public void require(Principal principal, Action action, Target target) {
        failure(principal, action, target).ifPresent(failure -> {
            throw new Refused(failure);
        });
    }

    /** Why it is not granted; empty when it is. */
    public Optional<Failure> failure(Principal principal, Action action, Target target) {
        return switch (decide(principal, action, target)) {
            case Decision.Granted ignored -> Optional.empty();
            case Decision.Denied d -> Optional.of(new Failure.Denied(d.problem(), d.level()));
            case Decision.Off o -> Optional.of(new Failure.Off(o.problem(), o.level(), o.what(), o.state()));
        };
    }

    /** The pure function behind everything. */
    public static Decision decide(AccessSnapshot snapshot, Principal principal, Action action, Target target) {
        return decide(snapshot, principal, action, target, UNTRACED);
    }

    /** The same decision with the looks that led to it. */
    public Explanation explain(Principal principal, Action action, Target target) {
        var steps = new ArrayList<Step>();
        Decision decision = decide(
                snapshot,
                principal,
                action,
                target,
                (level, asked, what, state, passed) -> steps.add(new Step(level, asked, what, state, passed)));
        return new Explanation(List.copyOf(steps), decision);
    }

    private static Decision decide(
            AccessSnapshot snapshot, Principal principal, Action action, Target target, Trace trace) {
        return switch (principal) {
            case Principal.System ignored -> {
                trace.step(Level.SERVER, Asked.OFFICE, "system", Optional.empty(), true);
                yield GRANTED;
            }
            case Principal.Administrator a -> decideAdministrator(snapshot, a, action, target, trace);
            case Principal.Person p -> decidePerson(snapshot, p, action, target, trace);
            case Principal.Delegate d -> decidePerson(snapshot, d.actor(), action, target, trace);
            case Principal.Anonymous ignored -> decideAnonymous(snapshot, action, target, trace);
        };
    }

    private static Decision decideAdministrator(
            AccessSnapshot snapshot, Principal.Administrator admin, Action action, Target target, Trace trace) {
        Decision decision = switch (target) {
            case Target.Server ignored -> GRANTED;
            case Target.Service ignored -> GRANTED;
            case Target.Directory d ->
                d.organisation().equals(admin.organisation()) ? GRANTED : denied(Level.ORGANISATION);
            // An administrator shapes accounts; reading people's mail is not part of the office.
            case Target.Account a -> administers(snapshot, admin, action, a.account());
            case Target.Mailbox m -> administers(snapshot, admin, action, m.account());
        };
        Level level = decision instanceof Decision.Denied d ? d.level() : Level.ORGANISATION;
        trace.step(level, Asked.OFFICE, "administrator", Optional.empty(), decision.granted());
        return decision;
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
            AccessSnapshot snapshot, Principal.Person person, Action action, Target target, Trace trace) {
        return switch (target) {
            case Target.Server ignored -> {
                trace.step(Level.SERVER, Asked.OFFICE, "", Optional.empty(), false);
                yield denied(Level.SERVER);
            }
            case Target.Service s -> decideService(snapshot, person, s.name(), trace);
            case Target.Directory d -> {
                boolean may = d.organisation().equals(person.organisation())
                        && (action == Action.SEE || action == Action.READ);
                trace.step(Level.ORGANISATION, Asked.ORGANISATION, "", Optional.empty(), may);
                yield may ? GRANTED : denied(Level.ORGANISATION);
            }
            case Target.Account a -> {
                AccountAccess known = snapshot.accounts().get(a.account());
                if (known != null && owns(known, person)) yield ownAccount(known, trace);
                boolean some = known != null
                        && known.organisation().equals(person.organisation())
                        && known.rights().values().stream()
                                .anyMatch(r -> role(snapshot, r, person).covers(Action.SEE));
                boolean may = some && (action == Action.SEE || action == Action.READ);
                trace.step(Level.ACCOUNT, Asked.OWNER, "", Optional.empty(), may);
                yield may ? GRANTED : denied(Level.ACCOUNT);
            }
            case Target.Mailbox m -> {
                AccountAccess known = snapshot.accounts().get(m.account());
                if (known == null) {
                    trace.step(Level.ACCOUNT, Asked.OWNER, "", Optional.empty(), false);
                    yield denied(Level.ACCOUNT);
                }
                if (owns(known, person)) yield ownAccount(known, trace);
                FolderRights rights = known.rights().get(m.mailbox());
                Role role = rights != null && known.organisation().equals(person.organisation())
                        ? role(snapshot, rights, person)
                        : Role.NONE;
                trace.step(Level.FOLDER, Asked.FOLDER, role.name(), Optional.empty(), role.covers(action));
                if (role.covers(action)) yield GRANTED;
                boolean reader = action == Action.POST && role.covers(Action.READ);
                yield reader ? new Decision.Denied(Level.FOLDER, KB.MAY_NOT_POST) : denied(Level.FOLDER);
            }
        };
    }

    private static Decision ownAccount(AccountAccess account, Trace trace) {
        trace.step(Level.ACCOUNT, Asked.OWNER, "OWNER", Optional.empty(), true);
        SwitchState on = account.enabled();
        trace.step(Level.ACCOUNT, Asked.ACCOUNT, "", Optional.of(on), on.on());
        return on.on() ? GRANTED : new Decision.Off(Level.ACCOUNT, KB.ACCOUNT_DISABLED, "", on);
    }

    private static Decision decideService(
            AccessSnapshot snapshot, Principal.Person person, String service, Trace trace) {
        Optional<Decision> off = serverSwitch(snapshot, service, trace);
        if (off.isPresent()) return off.get();
        AccountAccess known = snapshot.accounts().get(person.account());
        if (known == null) {
            trace.step(Level.ACCOUNT, Asked.OWNER, "", Optional.empty(), false);
            return denied(Level.ACCOUNT);
        }
        SwitchState enabled = known.enabled();
        trace.step(Level.ACCOUNT, Asked.ACCOUNT, "", Optional.of(enabled), enabled.on());
        if (!enabled.on()) return new Decision.Off(Level.ACCOUNT, KB.ACCOUNT_DISABLED, service, enabled);
        Optional<SwitchState> own = Optional.ofNullable(known.services().get(service));
        boolean on = own.map(SwitchState::on).orElse(true);
        trace.step(Level.ACCOUNT, Asked.ACCOUNT_SERVICE, service, own, on);
        return on ? GRANTED : new Decision.Off(Level.ACCOUNT, KB.SERVICE_OFF_FOR_ACCOUNT, service, own.orElseThrow());
    }

    /** The refusal of the server's switch, if it refuses. */
    private static Optional<Decision> serverSwitch(AccessSnapshot snapshot, String service, Trace trace) {
        Optional<SwitchState> server = Optional.ofNullable(snapshot.services().get(service));
        boolean on = server.map(SwitchState::on).orElse(true);
        trace.step(Level.SERVER, Asked.SERVICE, service, server, on);
        return on
                ? Optional.empty()
                : Optional.of(new Decision.Off(Level.SERVER, KB.serviceOff(service), service, server.orElseThrow()));
    }

    private static Decision decideAnonymous(AccessSnapshot snapshot, Action action, Target target, Trace trace) {
        return switch (target) {
            case Target.Service s -> {
                Optional<Decision> off = serverSwitch(snapshot, s.name(), trace);
                if (off.isPresent()) yield off.get();
                Optional<SwitchState> guests =
                        Optional.ofNullable(snapshot.anonymous().get(s.name()));
                boolean on = guests.map(SwitchState::on).orElse(false);
                trace.step(Level.SERVER, Asked.VISITORS, s.name(), guests, on);
                if (on) yield GRANTED;
                yield guests.<Decision>map(g -> new Decision.Off(Level.SERVER, KB.VISITORS_OFF, s.name(), g))
                        .orElseGet(() -> new Decision.Denied(Level.SERVER, KB.NOT_PUBLISHED));
            }
            case Target.Mailbox m -> {
                AccountAccess known = snapshot.accounts().get(m.account());
                FolderRights rights = known == null ? null : known.rights().get(m.mailbox());
                Role role = rights == null ? Role.NONE : rights.anonymous();
                boolean may = action != Action.MARK && role.covers(action);
                trace.step(Level.FOLDER, Asked.FOLDER, role.name(), Optional.empty(), may);
                yield may ? GRANTED : denied(Level.FOLDER);
            }
            case Target.Server ignored -> visitor(Level.SERVER, trace);
            // Who may ask the address book by LDAP may know who is in it; what of them is the entries' affair.
            case Target.Directory ignored ->
                action == Action.SEE
                        ? decideAnonymous(snapshot, Action.USE, new Target.Service("ldap"), trace)
                        : visitor(Level.ORGANISATION, trace);
            case Target.Account a -> {
                AccountAccess known = snapshot.accounts().get(a.account());
                boolean some = known != null
                        && known.rights().values().stream()
                                .anyMatch(r -> r.anonymous().covers(Action.READ));
                boolean reads = some && (action == Action.SEE || action == Action.READ);
                yield reads ? GRANTED : visitor(Level.ACCOUNT, trace);
            }
        };
    }

    /** The role that a principal has on a folder by its rights rows; what owners and the server may is not of it. */
    public static Role role(AccessSnapshot snapshot, Principal principal, AccountId account, MailboxId mailbox) {
        AccountAccess known = snapshot.accounts().get(account);
        if (known == null) return Role.NONE;
        FolderRights rights = known.rights().get(mailbox);
        if (rights == null) return Role.NONE;
        return switch (principal) {
            case Principal.Person p ->
                known.organisation().equals(p.organisation()) ? role(snapshot, rights, p) : Role.NONE;
            case Principal.Delegate d -> role(snapshot, d.actor(), account, mailbox);
            case Principal.Anonymous ignored -> rights.anonymous();
            case Principal.Administrator ignored -> Role.NONE;
            case Principal.System ignored -> Role.NONE;
        };
    }

    private static Decision visitor(Level level, Trace trace) {
        trace.step(level, Asked.OFFICE, "", Optional.empty(), false);
        return denied(level);
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

    private static Decision denied(Level level) {
        return new Decision.Denied(level, KB.NOT_PERMITTED);
    }
}
