// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.store.DataType;
import posthouse.store.Email;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import posthouse.testkit.engine.EngineRig;

/** What a store does on any engine: accounts, emails, mailboxes. */
public abstract class StoreContract {
    private StoreRig rig;
    private AccountId ada;
    private MailboxId inbox;
    private MailboxId archive;

    protected abstract EngineRig engineRig();

    @BeforeEach
    final void open() {
        rig = new StoreRig(engineRig());
        ada = rig.person();
        inbox = rig.role(ada, Role.INBOX);
        archive = rig.role(ada, Role.ARCHIVE);
    }

    @AfterEach
    final void close() {
        rig.close();
    }

    private Mailbox box(MailboxId id) {
        return rig.account(ada).read(view -> view.mailbox(id).orElseThrow());
    }

    @Test
    void personHasSixRoleMailboxes() {
        var roles = rig.account(ada)
                .read(view -> view.mailboxes().stream()
                        .map(m -> m.role().orElseThrow())
                        .sorted()
                        .toList());
        assertEquals(List.of(Role.INBOX, Role.DRAFTS, Role.SENT, Role.ARCHIVE, Role.JUNK, Role.TRASH), roles);
    }

    @Test
    void deliveredMessageIsReadBackWithItsPrefix() throws IOException {
        String message = StoreRig.message("m1", "Hello");
        EmailId id = rig.deliver(ada, message);
        Email email = rig.account(ada).read(view -> view.email(id).orElseThrow());
        assertEquals("Hello", email.index().envelope().subject().orElseThrow());
        assertEquals(Set.of(inbox), email.mailboxes());
        byte[] bytes = rig.account(ada)
                .read(view -> view.message(id).orElseThrow())
                .open()
                .readAllBytes();
        assertEquals(email.size(), bytes.length);
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertTrue(text.startsWith("Return-Path: <a@example.org>\r\nFrom: Ada"), text);
        assertArrayEquals(
                message.getBytes(StandardCharsets.UTF_8),
                java.util.Arrays.copyOfRange(bytes, email.prefix().length, bytes.length));
    }

    @Test
    void countsFollowDeliveryReadingAndMoving() {
        EmailId id = rig.deliver(ada, StoreRig.message("m1", "Hello"));
        assertEquals(1, box(inbox).unreadEmails());
        assertEquals(1, box(inbox).unreadThreads());
        rig.account(ada).write(tx -> {
            tx.changeKeywords(id, Set.of("$Seen"), Set.of());
            return id;
        });
        assertEquals(0, box(inbox).unreadEmails());
        rig.account(ada).write(tx -> {
            tx.setMailboxes(id, Set.of(archive));
            return id;
        });
        assertEquals(0, box(inbox).totalEmails());
        assertEquals(1, box(archive).totalEmails());
        assertEquals(1, box(archive).totalThreads());
    }

    @Test
    void listIsNewestFirstAndFollowsChanges() {
        EmailId first = rig.deliver(ada, StoreRig.message("m1", "One"));
        rig.engine().clock().forward(java.time.Duration.ofSeconds(1));
        EmailId second = rig.deliver(ada, StoreRig.message("m2", "Two"));
        MailList list = rig.account(ada).read(view -> view.list(inbox));
        assertEquals(List.of(second, first), List.of(list.email(0), list.email(1)));
        rig.account(ada).write(tx -> {
            tx.destroy(second);
            return second;
        });
        MailList after = rig.account(ada).read(view -> view.list(inbox));
        assertEquals(1, after.size());
        assertEquals(2, list.size());
        assertEquals(first, after.email(0));
    }

    @Test
    void changesTellWhatWasCreated() {
        String before = rig.account(ada).read(view -> view.state(DataType.EMAIL));
        EmailId id = rig.deliver(ada, StoreRig.message("m1", "One"));
        var changes = rig.account(ada).read(view -> view.changes(DataType.EMAIL, before, 0));
        assertEquals(List.of(id.value()), changes.created());
        assertEquals(List.of(), changes.updated());
    }

    @Test
    void randomWorksAreWhatTheModelSays() {
        long seed = rig.engine().random().nextLong();
        System.out.println("posthouse.model.seed=" + seed);
        new StoreModel(rig, Long.getLong("posthouse.model.seed", seed)).run(Integer.getInteger("posthouse.works", 600));
    }
}
