// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.formats.MessageIndexer;
import posthouse.store.BlobStage;
import posthouse.store.Email;
import posthouse.store.MailList;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.ValueKind;
import posthouse.store.View;
import posthouse.testkit.engine.RocksRig;

/**
 * Makes the small data directory of the present format that later versions must open, with a list of what is in it, and
 * reads such a list. Argument: a directory that is not there yet.
 */
public final class FormatFixture {
    /** Of both people. */
    public static final String PASSWORD = "correct horse battery";

    private static final Principal SYSTEM = new Principal.System(Principal.Reason.CONTROL);
    private static final Instant BEGIN = Instant.parse("2026-11-25T18:00:00Z");

    private final Store store;
    private AccountId account = new AccountId(0);

    private FormatFixture(Store store) {
        this.store = store;
    }

    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        Path work = Files.createTempDirectory("format");
        var clock = Clock.system();
        var random = new SplittableRandom(clock.nanos());
        var access = new Access();
        var engine = RocksEngine.open(work.resolve("store"), RocksRig.small(), clock, random);
        try (var store = Store.open(engine, access, clock, random)) {
            var fixture = new FormatFixture(store);
            fixture.people(Directory.open(store, access, clock, random, 2));
            fixture.mail();
            fixture.journal();
            engine.checkpoint(target.resolve("store"));
            Files.write(target.resolve("content.txt"), content(store));
        }
        try (var files = Files.list(target.resolve("store").resolve("rows"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("OPTIONS") || name.startsWith("LOG") || name.equals("LOCK")) Files.delete(file);
            }
        }
    }

    private void people(Directory directory) {
        var organisation = directory.addOrganisation(SYSTEM, "Example");
        directory.addDomain(SYSTEM, organisation.id(), "example.test");
        var ada = directory.addPerson(SYSTEM, new NewPerson("ada@example.test", "Ada", PASSWORD, true, 0));
        directory.addPerson(SYSTEM, new NewPerson("ben@example.test", "Ben", PASSWORD, false, 5_000_000));
        directory.addAlias(SYSTEM, "info@example.test", ada.id());
        directory.credentials().addAppPassword(SYSTEM, ada.id(), "phone", Set.of("smtp"));
        account = ada.account();
    }

    private void mail() {
        var mailbox = store.account(SYSTEM, account);
        MailboxId inbox = mailbox.read(v -> v.mailbox(Role.INBOX).orElseThrow().id());
        MailboxId folder = mailbox.write(tx ->
                tx.createMailbox(new NewMailbox("Projekte und Pläne", Optional.empty(), Optional.empty(), 10, true)));
        MailboxId child = mailbox.write(
                tx -> tx.createMailbox(new NewMailbox("2026", Optional.of(folder), Optional.empty(), 10, true)));
        var made = new ArrayList<EmailId>();
        for (int i = 0; i < 12; i++) {
            String[] references = i % 3 == 0 ? new String[0] : new String[] {"m" + (i - 1)};
            byte[] bytes = StoreRig.message("m" + i, i % 3 == 0 ? "Topic " + i : "Re: Topic " + i / 3 * 3, references)
                    .getBytes(StandardCharsets.UTF_8);
            made.add(append(bytes, inbox, i));
        }
        var large = new StringBuilder(StoreRig.message("large", "A large message"));
        while (large.length() < 1_300_000) large.append("The same line, again and again.\r\n");
        made.add(append(large.toString().getBytes(StandardCharsets.UTF_8), inbox, 12));
        mailbox.write(tx -> {
            tx.changeKeywords(made.get(0), Set.of("$seen", "$flagged"), Set.of());
            tx.changeKeywords(made.get(1), Set.of("$seen", "project-x"), Set.of());
            tx.setMailboxes(made.get(2), Set.of(folder));
            tx.changeMailboxes(made.get(3), Set.of(child), Set.of());
            tx.destroy(made.get(4));
            tx.putValue(ValueKind.PREFERENCES, 1, "{\"theme\":\"dark\"}".getBytes(StandardCharsets.UTF_8));
            return true;
        });
        StagedBlob upload = stage("An attachment\r\n".getBytes(StandardCharsets.US_ASCII));
        mailbox.write(tx -> tx.addUpload(upload, "text/plain"));
    }

    private EmailId append(byte[] bytes, MailboxId mailbox, int minute) {
        byte[] prefix = "Return-Path: <a@example.org>\r\n".getBytes(StandardCharsets.US_ASCII);
        var email = NewEmail.of(
                prefix,
                stage(bytes),
                MessageIndexer.index(bytes),
                Set.of(mailbox),
                Set.of(),
                BEGIN.plusSeconds(60L * minute));
        return store.account(SYSTEM, account).write(tx -> tx.append(email));
    }

    private StagedBlob stage(byte[] bytes) {
        try (BlobStage stage = store.stage(SYSTEM)) {
            stage.write(bytes, 0, bytes.length);
            return stage.finish();
        }
    }

    private void journal() {
        var journal = store.journal(SYSTEM, new AccountId(0x4a4f_5552));
        journal.add(
                "an envelope".getBytes(StandardCharsets.US_ASCII),
                stage(StoreRig.message("j", "Under way").getBytes(StandardCharsets.UTF_8)));
    }

    /** Every email of every account in a line: account, id, time, mailboxes, keywords, size, SHA-256 of the message. */
    public static List<String> content(Store store) throws IOException {
        var lines = new ArrayList<String>();
        for (AccountId id : store.accounts(SYSTEM, Optional.empty(), 100).items()) {
            try (View view = store.account(SYSTEM, id).view()) {
                MailList all = view.all();
                for (int i = 0; i < all.size(); i++) lines.add(id + " " + line(view, all.email(i)));
            }
        }
        return lines;
    }

    private static String line(View view, EmailId id) throws IOException {
        Email email = view.email(id).orElseThrow();
        var names = new TreeSet<String>();
        for (MailboxId mailbox : email.mailboxes())
            names.add(view.mailbox(mailbox).orElseThrow().name());
        try (InputStream in = view.message(id).orElseThrow().open()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return id + " " + email.thread() + " " + email.receivedAt() + " " + names + " "
                    + new TreeSet<>(email.keywords()) + " " + email.size() + " "
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
