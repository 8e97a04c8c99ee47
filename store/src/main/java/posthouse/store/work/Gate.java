// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import posthouse.base.Access;
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

    /** Again, for long operations. */
    void again() {
        if (whole) access.require(principal, Action.READ, new Target.Account(account));
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
