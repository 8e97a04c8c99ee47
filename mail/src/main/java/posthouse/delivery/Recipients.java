// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Decision;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.Setting;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.directory.Resolution;
import posthouse.store.Quota;

/** Decides whether a message may go to an address: the same answer for every way in. */
final class Recipients {
    private final Directory directory;
    private final Inboxes inboxes;
    private final DeliverySettings settings;

    Recipients(Directory directory, Inboxes inboxes, DeliverySettings settings) {
        this.directory = directory;
        this.inboxes = inboxes;
        this.settings = settings;
    }

    /**
     * The outcome for one address.
     *
     * @param service whose switch of the account counts
     * @param size octets of the message as far as they are known
     */
    RecipientOutcome resolve(String address, String service, long size) {
        try {
            return switch (directory.resolve(Delivery.SYSTEM, address)) {
                case Setting.Known<Resolution> known -> of(known.value(), service, size);
                case Setting.Unreadable<Resolution> u -> new RecipientOutcome.CannotTell(u.cause());
                case Setting.Denied<Resolution> d ->
                    new RecipientOutcome.CannotTell(new Failure.Denied(KB.NOT_PERMITTED, d.level()));
                case Setting.Broken<Resolution> b ->
                    new RecipientOutcome.CannotTell(new Failure.Broken(KB.SYSTEM_ACCOUNT_MISSING, b.value(), b.why()));
            };
        } catch (Refused e) {
            return new RecipientOutcome.CannotTell(e.failure());
        }
    }

    private RecipientOutcome of(Resolution resolution, String service, long size) {
        return switch (resolution) {
            case Resolution.NoSuchAddress ignored -> new RecipientOutcome.NoSuchAddress();
            case Resolution.NotLocal ignored -> new RecipientOutcome.NotLocal();
            case Resolution.Mailbox m -> of(m.person(), service, size);
            case Resolution.Members m -> of(m, service, size);
        };
    }

    private RecipientOutcome of(Person person, String service, long size) {
        Decision decision = directory.access().decide(person.principal(), Action.USE, new Target.Service(service));
        if (decision instanceof Decision.Off off)
            return new RecipientOutcome.SwitchedOff(
                    new Failure.Off(off.problem(), off.level(), off.what(), off.state()));
        AccountId account = person.account();
        return full(account, size).orElseGet(() -> new RecipientOutcome.Accepted(account));
    }

    /**
     * A group: those whose account or service is switched off are passed over, and whoever has no room left gets it all the same
     * as long as somebody has; one acknowledgement stands for all of them.
     */
    private RecipientOutcome of(Resolution.Members group, String service, long size) {
        List<AccountId> accounts = group.members().stream()
                .filter(member -> inboxes.receives(member, service))
                .map(Person::account)
                .toList();
        String name = group.group().address().orElse(group.group().name());
        if (accounts.isEmpty())
            return new RecipientOutcome.NotForGroup(new Failure.NotFound(KB.GROUP_WITHOUT_RECEIVERS, name));
        if (accounts.size() > settings.maxCopies()) return tooMany(name, accounts.size());
        Optional<RecipientOutcome> full = Optional.empty();
        for (AccountId account : accounts) {
            full = full(account, size);
            if (full.isEmpty()) break;
        }
        return full.orElseGet(() -> new RecipientOutcome.AcceptedForGroup(accounts));
    }

    /** The outcome when a message would go to too many people at once. */
    RecipientOutcome tooMany(String address, long people) {
        return new RecipientOutcome.NotForGroup(
                new Failure.TooMany(KB.GROUP_TOO_LARGE, address, people, settings.maxCopies()));
    }

    /** The outcome when the account has no room for so many octets. */
    private Optional<RecipientOutcome> full(AccountId account, long size) {
        Quota quota = inboxes.quota(account);
        return quota.fits(size) ? Optional.empty() : Optional.of(full(quota, size));
    }

    static RecipientOutcome.MailboxFull full(Quota quota, long size) {
        return new RecipientOutcome.MailboxFull(
                new Failure.Full(KB.MAILBOX_FULL, "mailbox", quota.usedBytes(), quota.limitBytes()),
                size > quota.limitBytes());
    }
}
