// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.List;
import posthouse.base.Access;
import posthouse.base.AccessSnapshot;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;

/** What one principal may do in one account, asked anew for each operation. */
final class Gate {
    private final Access access;
    final Principal principal;
    private final AccountId account;
    private final boolean whole;

    private Gate(Access access, Principal principal, AccountId account, boolean whole) {
        this.access = access;
        this.principal = principal;
        this.account = account;
        this.whole = whole;
    }

    /** Asks whether the principal may read at all. Refuses with Denied or Off. */
    static Gate open(Access access, Principal principal, AccountId account) {
        var target = new Target.Account(account);
        boolean whole = switch (access.decide(principal, Action.WRITE, target)) {
            case Decision.Granted ignored -> true;
            case Decision.Denied ignored -> {
                access.require(principal, Action.READ, target);
                yield false;
            }
            case Decision.Off off ->
                throw new Refused(new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
        };
        return new Gate(access, principal, account, whole);
    }

    /** The account is the principal's own, or the principal is the server. */
    boolean whole() {
        return whole;
    }

    boolean system() {
        return principal instanceof Principal.System;
    }

    boolean may(Action action, long mailbox) {
        return whole
                || access.decide(principal, action, new Target.Mailbox(account, new MailboxId(mailbox)))
                        .granted();
    }

    boolean sees(long mailbox) {
        return may(Action.READ, mailbox);
    }

    void require(Action action, long mailbox) {
        if (!whole) access.require(principal, action, new Target.Mailbox(account, new MailboxId(mailbox)));
    }

    /** For what belongs to the account as a whole. */
    void requireWhole(Action action) {
        if (!whole) access.require(principal, action, new Target.Account(account));
    }

    /** Again, for long operations on something in these mailboxes; none: of the account. */
    void again(List<Long> mailboxes) {
        if (!whole && !mailboxes.isEmpty()) {
            for (long mailbox : mailboxes) if (sees(mailbox)) return;
            require(Action.READ, mailboxes.getFirst());
        }
        access.require(principal, Action.READ, new Target.Account(account));
    }

    /** Changes when any decision may. */
    long epoch() {
        return access.snapshot().epoch();
    }

    /** The person who reads an account that is not theirs; 0 for nobody. */
    long reader() {
        if (whole) return 0;
        return switch (principal) {
            case Principal.Person p -> p.id().value();
            case Principal.Delegate d -> d.actor().id().value();
            case Principal.Administrator ignored -> 0;
            case Principal.Anonymous ignored -> 0;
            case Principal.System ignored -> 0;
        };
    }

    /** What this reader and their rights amount to; another number when one of them is another. */
    long mark() {
        AccessSnapshot snapshot = access.snapshot();
        AccessSnapshot.AccountAccess known = snapshot.accounts().get(account);
        long sum = mixed(reader());
        if (known != null)
            for (MailboxId mailbox : known.rights().keySet()) {
                int role = Access.role(snapshot, principal, account, mailbox).ordinal();
                if (role > 0) sum += mixed(mailbox.value() + role * 0x9E3779B97F4A7C15L);
            }
        return sum;
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The actor as the change log names it. */
    String actor() {
        return switch (principal) {
            case Principal.System s -> "system " + s.reason();
            case Principal.Person p -> p.id().toString();
            case Principal.Delegate d -> d.actor().id() + " for " + d.principal();
            case Principal.Administrator a -> "administrator " + a.id();
            case Principal.Anonymous ignored -> "anonymous";
        };
    }
}
