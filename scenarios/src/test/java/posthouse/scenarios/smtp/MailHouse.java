// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import posthouse.base.Access;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.SwitchState;
import posthouse.delivery.Delivery;
import posthouse.delivery.DeliverySettings;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.net.Certificates;
import posthouse.net.Endpoint;
import posthouse.net.NetLimits;
import posthouse.smtp.SmtpService;
import posthouse.store.MailList;
import posthouse.store.Role;
import posthouse.store.Store;
import posthouse.testkit.engine.RocksRig;
import posthouse.testkit.talk.Talk;

/** The rooms that mail comes in through, on the embedded engine in a directory, listening on free ports. */
final class MailHouse implements AutoCloseable {
    static final Principal SYSTEM = new Principal.System(Principal.Reason.CHECK);
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    final Clock clock = Clock.system();
    final Store store;
    final Directory directory;
    final Delivery delivery;
    final Certificates certificates;
    final SmtpService smtp;
    final SmtpService lmtp;

    MailHouse(Path data) {
        this(data, NetLimits.standard(), new DeliverySettings("mx.demo.test", 200L << 20, 100, 3_000, 50));
    }

    MailHouse(Path data, NetLimits limits, DeliverySettings settings) {
        this(data, limits, settings, Clock.system());
    }

    /** The services keep their deadlines by a clock of their own. */
    MailHouse(Path data, NetLimits limits, DeliverySettings settings, Clock deadlines) {
        SecureRandom random = new SecureRandom();
        Access access = new Access();
        Path rows = data.resolve("store");
        if (Files.notExists(rows)) People.moveInto(rows);
        store = Store.open(RocksEngine.open(rows, RocksRig.small(), clock, random), access, clock, random);
        directory = Directory.open(store, access, clock, random, 2);
        Catalogue catalogue = Catalogue.of(Locale.ENGLISH);
        delivery = new Delivery(store, directory, clock, random, settings, catalogue);
        delivery.start();
        certificates = Certificates.demo(data.resolve("tls"), clock);
        Problems problems = new Problems(catalogue, ZoneOffset.UTC);
        smtp = SmtpService.smtp(anyPort(), limits, delivery, problems, deadlines, random, certificates);
        lmtp = SmtpService.lmtp(anyPort(), limits, delivery, problems, deadlines, random, certificates);
        smtp.start();
        lmtp.start();
    }

    private static List<Endpoint> anyPort() {
        return List.of(new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false));
    }

    Person person(String name) {
        return directory.find(CONTROL, name + "@demo.test").orElseThrow();
    }

    String address(String service) {
        return (service.equals("lmtp") ? lmtp : smtp).addresses().iterator().next();
    }

    /** A conversation that has been greeted and has greeted. */
    Talk smtp() {
        return Talk.to(address("smtp")).expect("220 *").say("EHLO peer.test").expectReply("250 *");
    }

    Talk lmtp() {
        return Talk.to(address("lmtp")).expect("220 *").say("LHLO peer.test").expectReply("250 *");
    }

    /** The messages of a person's inbox, newest first, once everything acknowledged has arrived. */
    List<String> inbox(String name) {
        return inbox(person(name));
    }

    List<String> inbox(Person person) {
        delivery.settle(Deadline.in(Duration.ofSeconds(20), clock));
        return store.account(SYSTEM, person.account()).read(view -> {
            MailList list = view.list(view.mailbox(Role.INBOX).orElseThrow().id());
            List<String> all = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                try (InputStream in = view.message(list.email(i)).orElseThrow().open()) {
                    all.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return all;
        });
    }

    SSLContext trusting() {
        try (InputStream in = Files.newInputStream(certificates.authority().orElseThrow())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SwitchState stopping() {
        return new SwitchState(false, Instant.EPOCH, "", "");
    }

    @Override
    public void close() {
        smtp.stop(Duration.ofSeconds(1), stopping());
        lmtp.stop(Duration.ofSeconds(1), stopping());
        delivery.close();
        var report = store.check(SYSTEM);
        store.close();
        if (!report.clean()) throw new AssertionError("the checker found: " + report);
    }
}
