// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.formats.MessageIndexer;
import posthouse.store.Account;
import posthouse.store.AccountSpec;
import posthouse.store.BlobStage;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.StoreSettings;
import posthouse.store.Tx;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.FaultyRig;

/** A store on an engine under test. Closing it runs the checker. */
public final class StoreRig implements AutoCloseable {
    public static final Principal SYSTEM = new Principal.System(Principal.Reason.CHECK);

    private final EngineRig engine;
    private final StoreSettings settings;
    private final Access access = new Access();
    private Store store;

    public StoreRig(EngineRig engine) {
        this(engine, StoreSettings.DEFAULT);
    }

    public StoreRig(EngineRig engine, StoreSettings settings) {
        this.engine = engine;
        this.settings = settings;
        store = opened();
    }

    private Store opened() {
        return Store.open(engine.engine(), access, engine.clock(), engine.random(), settings);
    }

    public Store store() {
        return store;
    }

    public Access access() {
        return access;
    }

    public EngineRig engine() {
        return engine;
    }

    /** Opens the store again over what the engine has kept. */
    public void restart() {
        engine.restart();
        store = opened();
    }

    /** Ends the faults of a faulty engine. */
    public void calm() {
        if (engine instanceof FaultyRig faulty) {
            faulty.calm();
            store = opened();
        }
    }

    public AccountId person() {
        return person(0);
    }

    /** A fresh account of a person. */
    public AccountId person(long quota) {
        for (int i = 0; ; i++) {
            AccountId id = engine.freshAccount();
            var owner = Optional.of(new PersonId(id.value()));
            try {
                store.create(SYSTEM, id, new AccountSpec(AccountSpec.Kind.PERSON, new OrganisationId(1), owner, quota));
                return id;
            } catch (Refused e) {
                if (i == 20 || !(e.failure() instanceof Failure.Unavailable)) throw e;
            }
        }
    }

    public Account account(AccountId id) {
        return store.account(SYSTEM, id);
    }

    public MailboxId role(AccountId id, Role role) {
        return account(id).read(view -> view.mailbox(role).orElseThrow().id());
    }

    public StagedBlob stage(byte[] content) {
        try (BlobStage stage = store.stage(SYSTEM)) {
            stage.write(content, 0, content.length);
            return stage.finish();
        }
    }

    /** Adds a message to an account's inbox. */
    public EmailId deliver(AccountId id, String message) {
        MailboxId inbox = role(id, Role.INBOX);
        NewEmail email = email(message, Set.of(inbox), engine.clock().now());
        return account(id).write(tx -> tx.append(email));
    }

    /** A message to be added. */
    public NewEmail email(String message, Set<MailboxId> mailboxes, Instant receivedAt) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        byte[] prefix = "Return-Path: <a@example.org>\r\n".getBytes(StandardCharsets.US_ASCII);
        return NewEmail.of(prefix, stage(bytes), MessageIndexer.index(bytes), mailboxes, Set.of(), receivedAt);
    }

    /** A plain message. */
    public static String message(String id, String subject, String... references) {
        var text = new StringBuilder("From: Ada <ada@example.org>\r\nTo: bob@example.org\r\n");
        text.append("Message-ID: <")
                .append(id)
                .append("@example.org>\r\nSubject: ")
                .append(subject)
                .append("\r\n");
        if (references.length > 0) {
            text.append("References:");
            for (String r : references) text.append(" <").append(r).append("@example.org>");
            text.append("\r\n");
        }
        return text.append("\r\nText of ").append(id).append("\r\n").toString();
    }

    /** Adds a message within a work. */
    public EmailId append(Tx tx, NewEmail email) {
        return tx.append(email);
    }

    /** Runs the checker over everything. */
    public void check() {
        assertEquals(List.of(), store.check(SYSTEM).findings());
    }

    @Override
    public void close() {
        try {
            calm();
            check();
        } finally {
            store.close();
            engine.close();
        }
    }
}
