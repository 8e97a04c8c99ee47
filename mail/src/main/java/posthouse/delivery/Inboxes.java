// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.Setting;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.directory.Resolution;
import posthouse.store.NewEmail;
import posthouse.store.Quota;
import posthouse.store.Role;
import posthouse.store.Store;
import posthouse.store.StoreHealth;
import posthouse.store.Tx;

/** Puts messages into people's inboxes: one commit each, exactly once where an intake asks for it. */
final class Inboxes {
    private final Store store;
    private final Directory directory;
    private final Clock clock;

    Inboxes(Store store, Directory directory, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
    }

    /** Where an address that was accepted earlier leads now. */
    sealed interface Reach {
        record Account(AccountId id) implements Reach {}

        /** A group, and those of its members who can receive mail. */
        record Group(List<AccountId> ids) implements Reach {}

        record Gone() implements Reach {}

        record CannotTell() implements Reach {}
    }

    Reach reach(String address, String service) {
        if (!(directory.resolve(Delivery.SYSTEM, address) instanceof Setting.Known<Resolution> known))
            return new Reach.CannotTell();
        return switch (known.value()) {
            case Resolution.Mailbox m -> new Reach.Account(m.person().account());
            case Resolution.Members m ->
                new Reach.Group(m.members().stream()
                        .filter(p -> receives(p, service))
                        .map(Person::account)
                        .toList());
            case Resolution.NoSuchAddress ignored -> new Reach.Gone();
            case Resolution.NotLocal ignored -> new Reach.Gone();
        };
    }

    /** Whether neither the person's account nor this service of it is switched off. */
    boolean receives(Person person, String service) {
        return directory
                .access()
                .decide(person.principal(), Action.USE, new Target.Service(service))
                .granted();
    }

    void requireWorking() {
        switch (store.health()) {
            case StoreHealth.Works ignored -> {}
            case StoreHealth.Full f -> throw new Refused(f.cause());
            case StoreHealth.Failed f -> throw new Refused(f.cause());
            case StoreHealth.Closed ignored ->
                throw new Refused(new Failure.Stopping(KB.STOPPING, "store", clock.now()));
        }
    }

    Quota quota(AccountId account) {
        return store.account(Delivery.SYSTEM, account).read(view -> view.quota());
    }

    /** Durable on return. Refuses with NotFound when the account is gone. */
    void deliver(Delivery.Mail mail, AccountId account, String address) {
        deliver(mail, account, address, account.toString());
    }

    /** As above, with a mark of its own for exactly-once delivery. */
    void deliver(Delivery.Mail mail, AccountId account, String address, String mark) {
        byte[] prefix = mail.trace().prefix(address);
        store.account(Delivery.SYSTEM, account).write(tx -> {
            boolean first =
                    mail.intake().isEmpty() || tx.deliverOnce(mail.intake().getAsLong(), mark);
            if (first) append(tx, mail, prefix);
            return first;
        });
    }

    /** As above, if there is room for it; otherwise nothing happens, and the answer is the quota. */
    Optional<Quota> deliverWithinQuota(Delivery.Mail mail, AccountId account, String address) {
        byte[] prefix = mail.trace().prefix(address);
        return store.account(Delivery.SYSTEM, account).write(tx -> {
            Quota quota = tx.quota();
            if (!quota.fits(mail.blob().size())) return Optional.of(quota);
            append(tx, mail, prefix);
            return Optional.<Quota>empty();
        });
    }

    private static void append(Tx tx, Delivery.Mail mail, byte[] prefix) {
        tx.append(NewEmail.of(
                prefix,
                mail.blob(),
                mail.index(),
                Set.of(tx.roleMailbox(Role.INBOX)),
                Set.of(),
                mail.trace().at()));
    }
}
