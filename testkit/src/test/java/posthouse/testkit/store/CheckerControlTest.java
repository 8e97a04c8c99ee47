// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.store.Email;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Snapshot;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.LogRow;
import posthouse.store.row.MailboxRow;
import posthouse.store.row.MemberRow;
import posthouse.store.row.ThreadRow;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.MemoryRig;

/** The checker finds damage that is planted below the store. */
final class CheckerControlTest {
    private final StoreRig rig = new StoreRig(new MemoryRig(EngineRig.seed()));
    private final AccountId ada = rig.person();
    private final MailboxId inbox = rig.role(ada, Role.INBOX);
    private Email email = deliver("m1");

    private Email deliver(String id) {
        EmailId delivered = rig.deliver(ada, StoreRig.message(id, "Hello " + id));
        return rig.account(ada).read(view -> view.email(delivered).orElseThrow());
    }

    @BeforeEach
    void more() {
        deliver("m2");
        rig.check();
    }

    @AfterEach
    void close() {
        rig.store().close();
    }

    private Bytes row(Bytes key) {
        try (Snapshot snapshot = rig.engine().account(ada).snapshot()) {
            return snapshot.get(key).orElseThrow();
        }
    }

    private static Head with(Head h, long version, long used) {
        return new Head(version, 7, h.floor(), false, used, h.emails(), h.uploadBytes(), h.states(), h.roles());
    }

    private void plant(Op... damage) {
        Head head = Head.read(row(Keys.HEAD));
        plant(with(head, head.version() + 1, head.usedBytes()), damage);
    }

    private void plant(Head next, Op... damage) {
        var ops = new ArrayList<>(List.of(damage));
        ops.add(new Op.Put(Keys.HEAD, next.write()));
        ops.add(new Op.Put(
                Keys.log(next.version(), 0),
                LogRow.write(new LogRow.Head(7, 0, "test"), List.of()).getFirst()));
        var stamp = rig.engine().account(ada).stamp();
        var commit = new Commit(stamp, next.version(), 7, ops, List.of());
        assertTrue(rig.engine().commit(ada, commit) instanceof Outcome.Applied);
    }

    private void finds(String part) {
        List<String> findings = rig.store().check(StoreRig.SYSTEM).findings();
        assertTrue(findings.stream().anyMatch(f -> f.contains(part)), part + " is not in " + findings);
    }

    private Op.Put mailbox(long uidNext, long emails, long unreadThreads) {
        Mailbox m = rig.account(ada).read(view -> view.mailbox(inbox).orElseThrow());
        return new Op.Put(
                Keys.of(Tag.MAILBOX, inbox.value()),
                MailboxRow.write(MailboxRow.counted(
                        m, uidNext, m.highestModseq(), emails, m.unreadEmails(), m.totalThreads(), unreadThreads)));
    }

    @Test
    void anUndamagedAccountIsClean() {
        plant();
        assertEquals(List.of(), rig.store().check(StoreRig.SYSTEM).findings());
    }

    @Test
    void aMissingMemberRowIsFound() {
        plant(new Op.Delete(Keys.member(inbox.value(), 1)));
        finds("has no row in its mailbox");
    }

    @Test
    void aMemberWithoutEmailIsFound() {
        plant(new Op.Delete(Keys.of(Tag.EMAIL, email.id().value())));
        finds("is an email that does not exist");
        finds("quota says");
    }

    @Test
    void aWrongCountIsFound() {
        plant(mailbox(3, 5, 2));
        finds("counts 5 emails, recounted 2");
    }

    @Test
    void aWrongCountOfUnreadThreadsIsFound() {
        plant(mailbox(3, 2, 1));
        finds("counts 1 unread threads, recounted 2");
    }

    @Test
    void aUidnextThatWentBackIsFound() {
        plant(mailbox(2, 2, 2));
        finds("has uidnext 2 but gave out 2");
    }

    @Test
    void aQuotaThatIsOneOctetOffIsFound() {
        Head head = Head.read(row(Keys.HEAD));
        plant(with(head, head.version() + 1, head.usedBytes() + 1));
        finds("quota says " + (head.usedBytes() + 1));
    }

    @Test
    void aMissingBlobIsFound() {
        rig.engine().engine().blobs().delete(email.blob());
        finds("that is not there");
    }

    @Test
    void aMissingThreadIsFound() {
        plant(new Op.Delete(Keys.of(Tag.THREAD, email.thread().value())));
        finds("is in no thread");
        finds("which does not know it");
    }

    @Test
    void aThreadThatForgotAnEmailsMailboxIsFound() {
        ThreadRow thread = ThreadRow.read(
                email.thread().value(), row(Keys.of(Tag.THREAD, email.thread().value())));
        var member = thread.members().getFirst();
        var wrong = new ThreadRow.Member(member.email(), member.receivedAt(), false, member.mailboxes());
        plant(new Op.Put(
                Keys.of(Tag.THREAD, thread.id()),
                thread.withMembers(List.of(wrong)).write()));
        finds("does not say of email");
    }

    @Test
    void aGapInTheLogIsFound() {
        Head head = Head.read(row(Keys.HEAD));
        plant(new Op.Delete(Keys.log(head.version() - 1, 0)));
        finds("the log goes from version " + (head.version() - 2));
    }

    @Test
    void aModseqThatWentBackIsFound() {
        EmailRow e = EmailRow.read(
                email.id().value(), row(Keys.of(Tag.EMAIL, email.id().value())));
        EmailRow back = e.withKeywords(e.bits(), e.more(), 1);
        plant(
                new Op.Put(Keys.of(Tag.EMAIL, e.id()), back.write()),
                new Op.Put(
                        Keys.member(inbox.value(), 1),
                        MemberRow.of(back, back.memberships().getFirst()).write()));
        finds("has another modseq");
    }

    @Test
    void aMissingIndexIsFound() {
        plant(new Op.Delete(Keys.of(Tag.STATIC, email.id().value())));
        finds("has no index");
    }

    @Test
    void aMissingTextIsFound() {
        plant(new Op.Delete(Keys.text(email.id().value(), 0)));
        finds("has no text");
    }

    @Test
    void aRowThatNothingUsesIsFound() {
        plant(new Op.Put(new Bytes(new byte[] {'!', 1}), new Bytes(new byte[] {1})));
        finds("that nothing uses");
    }

    @Test
    void aRowThatCannotBeReadIsFound() {
        plant(new Op.Put(Keys.of(Tag.EMAIL, email.id().value()), new Bytes(new byte[] {1, 2})));
        finds("cannot be read");
    }
}
