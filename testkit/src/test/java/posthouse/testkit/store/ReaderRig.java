// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccessSnapshot;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.SwitchState;
import posthouse.store.Account;
import posthouse.store.AccountSpec;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.RightsHolder;
import posthouse.store.StoreSettings;
import posthouse.testkit.engine.MemoryRig;

/** A public root with two folders that Mia sees and one that only Rob sees. */
final class ReaderRig implements AutoCloseable {
    private static final OrganisationId ORGANISATION = new OrganisationId(1);

    final StoreRig store;
    final AccountId root;
    final MailboxId open;
    final MailboxId other;
    final MailboxId hidden;
    final Reader mia = new Reader(7);
    final Reader rob = new Reader(8);
    private final Map<MailboxId, Map<PersonId, Role>> rights = new HashMap<>();
    private long epoch;

    /** Somebody who reads what is not theirs. */
    final class Reader {
        final Principal.Person principal;

        Reader(long id) {
            principal = new Principal.Person(new PersonId(id), ORGANISATION, new AccountId(id), Set.of());
        }

        Account account() {
            return store.store().account(principal, root);
        }
    }

    ReaderRig(long seed, int logEntries) {
        StoreSettings d = StoreSettings.DEFAULT;
        store = new StoreRig(
                new MemoryRig(seed),
                new StoreSettings(
                        logEntries,
                        Duration.ofDays(30),
                        d.recoverable(),
                        d.uploadLife(),
                        d.uploadBytes(),
                        1 << 20,
                        50));
        root = store.engine().freshAccount();
        store.store()
                .create(
                        StoreRig.SYSTEM,
                        root,
                        new AccountSpec(AccountSpec.Kind.PUBLIC_ROOT, ORGANISATION, Optional.empty(), 0));
        MailboxId top = folder(NewMailbox.named("Top"));
        open = folder(NewMailbox.named("Open").withParent(Optional.of(top)));
        other = folder(NewMailbox.named("Other").withParent(Optional.of(top)));
        hidden = folder(NewMailbox.named("Hidden").withParent(Optional.of(top)));
        grant(open, mia, Role.EDITOR);
        grant(other, mia, Role.EDITOR);
        for (MailboxId each : Set.of(open, other, hidden)) grant(each, rob, Role.EDITOR);
    }

    private MailboxId folder(NewMailbox wanted) {
        return system().write(tx -> tx.createMailbox(wanted));
    }

    Account system() {
        return store.account(root);
    }

    void restart() {
        store.restart();
    }

    void grant(MailboxId folder, Reader who, Role role) {
        PersonId person = who.principal.id();
        system().write(tx -> {
            tx.setRights(folder, new RightsHolder.Person(person), Optional.of(role));
            return role;
        });
        rights.computeIfAbsent(folder, k -> new HashMap<>()).put(person, role);
        var now = new HashMap<MailboxId, FolderRights>();
        rights.forEach(
                (id, people) -> now.put(id, new FolderRights(Map.copyOf(people), Map.of(), Role.NONE, Role.NONE)));
        var on = new SwitchState(true, store.engine().clock().now(), "", "");
        var account = new AccountAccess(ORGANISATION, Optional.empty(), on, Map.of(), now);
        store.access().publish(new AccessSnapshot(++epoch, Map.of(), Map.of(), Map.of(root, account)));
    }

    NewEmail mail(String id, Set<MailboxId> folders, String... references) {
        store.engine().clock().forward(Duration.ofSeconds(1));
        return store.email(
                StoreRig.message(id, id, references),
                folders,
                store.engine().clock().now());
    }

    EmailId append(String id, Set<MailboxId> folders, String... references) {
        NewEmail email = mail(id, folders, references);
        return system().write(tx -> tx.append(email));
    }

    @Override
    public void close() {
        store.close();
    }
}
