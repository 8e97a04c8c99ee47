// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.Setting;
import posthouse.delivery.JournalEntry.To;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.directory.Resolution;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.formats.MessageIndexer;
import posthouse.formats.MessageWriter;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingMessage;
import posthouse.formats.OutgoingPart;
import posthouse.store.BlobStage;
import posthouse.store.StagedBlob;
import posthouse.store.Store;

/** Mail that the server itself writes to its own people. Never to others: nobody can be made a target by a forged sender. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Store store;
    private final Directory directory;
    private final Inboxes inboxes;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeliverySettings settings;
    private final Catalogue catalogue;

    Notices(
            Store store,
            Directory directory,
            Inboxes inboxes,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings,
            Catalogue catalogue) {
        this.store = store;
        this.directory = directory;
        this.inboxes = inboxes;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.catalogue = catalogue;
    }

    /** A text of the catalogue, for answers that a sender reads later. */
    String text(String key) {
        return catalogue.text(key);
    }

    /**
     * Says that an acknowledged message found no mailbox any more: to its sender when that is one of ours, else to
     * postmaster. True when it was said, or there is nobody to say it to.
     */
    boolean recipientGone(Delivery.Mail mail, To gone) {
        return notice(mail, gone, "notice.gone");
    }

    /** Says that a group had nobody left who could receive a message when it was to go out. */
    boolean groupEmpty(Delivery.Mail mail, To group) {
        return notice(mail, group, "notice.group");
    }

    private boolean notice(Delivery.Mail mail, To gone, String texts) {
        Optional<Person> reader = person(mail.trace().sender()).or(() -> person("postmaster"));
        if (reader.isEmpty()) {
            LOG.warn("kb={} a recipient is gone and nobody is there to be told", KB.RECIPIENT_GONE);
            return true;
        }
        try (BlobStage stage = store.stage(Delivery.SYSTEM)) {
            Map<String, String> arguments = Map.of("what", gone.address());
            String domain = gone.address().substring(gone.address().indexOf('@') + 1);
            String id = IntakeName.of(bytes());
            List<OutgoingHeader> headers = List.of(
                    new OutgoingHeader(
                            "From",
                            new HeaderValue.Addresses(
                                    List.of(MailAddress.of(catalogue.text("notice.from"), "postmaster@" + domain)))),
                    new OutgoingHeader(
                            "To",
                            new HeaderValue.Addresses(List.of(MailAddress.of(
                                    reader.get().name(), reader.get().address())))),
                    OutgoingHeader.text("Subject", catalogue.text(texts + ".subject", arguments)),
                    OutgoingHeader.text("Date", Trace.date(clock.now())),
                    OutgoingHeader.text("Message-ID", "<" + id + "@" + settings.host() + ">"),
                    OutgoingHeader.text("Auto-Submitted", "auto-replied"));
            String text = catalogue.text(texts + ".text", arguments) + "\n\n"
                    + mail.index().envelope().subject().orElse("") + "\n";
            MessageWriter.write(new OutgoingMessage(headers, OutgoingPart.text("text/plain", text)), stage, random);
            StagedBlob blob = stage.finish();
            Trace trace = new Trace("", "Received: by " + settings.host() + " (Posthouse) id " + id, clock.now());
            try (var in = blob.source().open()) {
                Delivery.Mail notice = new Delivery.Mail(blob, MessageIndexer.index(in), trace, mail.intake());
                inboxes.deliver(notice, reader.get().account(), reader.get().address(), mark(gone));
            }
            return true;
        } catch (Refused e) {
            LOG.warn("kb={} a notice waits in the journal", e.failure().problem(), e);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that it is said once; a group's address may be longer than a mark. */
    private static String mark(To gone) {
        return "gone " + (gone.group() ? "group " + gone.address().hashCode() : gone.account());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[8];
        synchronized (random) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private Optional<Person> person(String address) {
        if (address.isEmpty()) return Optional.empty();
        return directory.resolve(Delivery.SYSTEM, address) instanceof Setting.Known<Resolution> known
                        && known.value() instanceof Resolution.Mailbox m
                ? Optional.of(m.person())
                : Optional.empty();
    }
}
