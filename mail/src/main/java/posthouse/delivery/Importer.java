// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.formats.CrLf;
import posthouse.formats.MessageIndex;
import posthouse.formats.MessageIndexer;
import posthouse.store.Account;
import posthouse.store.Mailbox;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.View;

/** Puts messages from files into a mailbox: LF becomes CRLF once, otherwise every octet is kept. One refused item does not keep the others. */
public final class Importer {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.IMPORT);
    private static final int GROUP = 32;
    private static final long GROUP_BYTES = 2_000_000;
    private static final int REPORT_EVERY = 250;
    private static final int REFUSED_KEPT = 10_000;

    private final Store store;
    private final Clock clock;

    public Importer(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a file holds. */
    public enum Format {
        /** Messages behind lines that begin "From " (mboxrd: ">From " in a body loses one ">"). */
        MBOX,
        /** A Maildir folder with cur and new. */
        MAILDIR,
        /** One message a file, or a folder of such files. */
        EML
    }

    /** One item that was not stored, and why. */
    public record RefusedItem(String item, Failure why) {}

    /** Counts. */
    public record Result(long stored, List<RefusedItem> refused) {}

    /** Where progress is told. */
    @FunctionalInterface
    public interface Progress {
        void say(String line);
    }

    /** Imports everything in the files into the mailbox of that path ("Clients/North"), which is made when missing. */
    public Result run(AccountId account, String mailboxPath, Format format, List<Path> files, Progress progress) {
        var run = new Run(store.account(SYSTEM, account), mailboxPath, progress);
        for (Path file : files) {
            switch (format) {
                case MBOX -> run.mbox(file);
                case MAILDIR -> run.maildir(file);
                case EML -> run.eml(file);
            }
        }
        run.flush();
        return new Result(run.stored, List.copyOf(run.refused));
    }

    /** One import under way. */
    private final class Run {
        private final Account account;
        private final MailboxId mailbox;
        private final Progress progress;
        private final List<RefusedItem> refused = new ArrayList<>();
        private final List<NewEmail> waiting = new ArrayList<>();
        private final List<String> waitingNames = new ArrayList<>();
        private long waitingBytes;
        private long stored;

        Run(Account account, String path, Progress progress) {
            this.account = account;
            this.mailbox = mailbox(account, path);
            this.progress = progress;
        }

        void mbox(Path file) {
            try (var reader = new MboxReader(new BufferedInputStream(open(file), 1 << 16))) {
                for (int n = 1; reader.next(); n++)
                    item(file.getFileName() + " message " + n, reader.message(), Set.of(), Optional.empty());
            } catch (IOException e) {
                refuse(file.toString(), unreadable(e));
            }
        }

        void maildir(Path folder) {
            for (String part : List.of("new", "cur")) {
                if (!Files.isDirectory(folder.resolve(part))) {
                    if (part.equals("cur")) refuse(folder.toString(), unreadable(new IOException("no folder cur")));
                    continue;
                }
                each(folder.resolve(part), file -> {
                    try (var in = open(file)) {
                        String name = file.getFileName().toString();
                        item(
                                name,
                                in,
                                MaildirFlags.keywords(name),
                                Optional.of(Files.getLastModifiedTime(file).toInstant()));
                    }
                });
            }
        }

        void eml(Path file) {
            if (Files.isDirectory(file)) {
                each(file, this::eml);
                return;
            }
            try (var in = new BufferedInputStream(open(file), 1 << 16)) {
                MboxReader.skipFromLine(in);
                item(file.getFileName().toString(), in, Set.of(), Optional.empty());
            } catch (IOException e) {
                refuse(file.toString(), unreadable(e));
            }
        }

        private interface FileWork {
            void on(Path file) throws IOException;
        }

        private void each(Path folder, FileWork work) {
            List<Path> files;
            try (Stream<Path> found = Files.list(folder)) {
                files = found.sorted().toList();
            } catch (IOException e) {
                refuse(folder.toString(), unreadable(e));
                return;
            }
            for (Path file : files) {
                try {
                    work.on(file);
                } catch (IOException e) {
                    refuse(file.toString(), unreadable(e));
                }
            }
        }

        private void item(String name, InputStream in, Set<String> keywords, Optional<Instant> at) throws IOException {
            try (var stage = store.stage(SYSTEM)) {
                MessageIndex index = MessageIndexer.index(new Tee(new CrLf(in), stage));
                if (index.size() == 0) {
                    refuse(name, new Failure.BadInput(KB.IMPORT_ITEM_REFUSED, "item", "it is empty"));
                    return;
                }
                StagedBlob blob = stage.finish();
                Instant now = clock.now();
                Instant when = at.or(() -> index.sentAt().map(OffsetDateTime::toInstant))
                        .filter(t -> t.isBefore(now) && t.isAfter(Instant.EPOCH))
                        .orElse(now);
                waiting.add(NewEmail.of(new byte[0], blob, index, Set.of(mailbox), keywords, when));
                waitingNames.add(name);
                waitingBytes += index.size();
            } catch (Refused e) {
                refuse(name, e.failure());
            }
            if (waiting.size() >= GROUP || waitingBytes >= GROUP_BYTES) flush();
        }

        /** Stores the waiting group in one commit; when it is refused, each by itself, so that the one at fault is named. */
        void flush() {
            if (waiting.isEmpty()) return;
            var group = List.copyOf(waiting);
            var names = List.copyOf(waitingNames);
            waiting.clear();
            waitingNames.clear();
            waitingBytes = 0;
            try {
                stored += append(group);
            } catch (Refused together) {
                for (int i = 0; i < group.size(); i++) {
                    try {
                        stored += append(List.of(group.get(i)));
                    } catch (Refused e) {
                        refuse(names.get(i), e.failure());
                    }
                }
            }
            if (stored / REPORT_EVERY != (stored - group.size()) / REPORT_EVERY)
                progress.say(stored + " messages stored, " + refused.size() + " refused");
        }

        private int append(List<NewEmail> group) {
            return account.write(tx -> {
                group.forEach(tx::append);
                return group.size();
            });
        }

        private void refuse(String name, Failure why) {
            if (refused.size() < REFUSED_KEPT) refused.add(new RefusedItem(name, why));
        }
    }

    /** Only what ends: a pipe or device in a folder would be waited for without end. */
    private static InputStream open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) throw new IOException("it is no file");
        return Files.newInputStream(file);
    }

    private static Failure unreadable(IOException e) {
        String why = switch (e) {
            case NoSuchFileException ignored -> "there is no such file";
            case AccessDeniedException ignored -> "the server may not read it";
            default -> String.valueOf(e.getMessage());
        };
        return new Failure.BadInput(KB.IMPORT_ITEM_REFUSED, "file", why);
    }

    private static MailboxId mailbox(Account account, String path) {
        return account.write(tx -> {
            Optional<MailboxId> at = Optional.empty();
            for (String name : path.split("/")) {
                Optional<MailboxId> parent = at;
                at = Optional.of(find(tx, parent, name)
                        .orElseGet(() -> tx.createMailbox(new NewMailbox(name, parent, Optional.empty(), 0, true))));
            }
            return at.orElseThrow();
        });
    }

    private static Optional<MailboxId> find(View view, Optional<MailboxId> parent, String name) {
        return view.mailboxes().stream()
                .filter(m -> m.parent().equals(parent) && m.name().equalsIgnoreCase(name))
                .map(Mailbox::id)
                .findFirst();
    }

    /** Copies what is read. */
    private static final class Tee extends FilterInputStream {
        private final java.io.OutputStream copy;

        Tee(InputStream in, java.io.OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) copy.write(octet);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) copy.write(buffer, offset, count);
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
