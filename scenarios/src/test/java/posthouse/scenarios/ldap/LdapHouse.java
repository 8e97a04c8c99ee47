// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import posthouse.base.Access;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.SwitchState;
import posthouse.directory.Crowd;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Person;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.ldap.LdapLimits;
import posthouse.ldap.LdapService;
import posthouse.net.Certificates;
import posthouse.net.Endpoint;
import posthouse.net.NetLimits;
import posthouse.store.Store;
import posthouse.testkit.engine.RocksRig;

/** The rooms behind LDAP, on the embedded engine in a directory, listening on free ports. */
final class LdapHouse implements AutoCloseable {
    static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);
    static final String PASSWORD = "correct horse battery";

    final Clock clock = Clock.system();
    final Store store;
    final Directory directory;
    final Certificates certificates;
    final LdapService ldap;
    /** The one person who can sign in. */
    final Person reader;

    LdapHouse(Path data, List<Crowd.Someone> people, LdapLimits limits) {
        SecureRandom random = new SecureRandom();
        Access access = new Access();
        store = Store.open(
                RocksEngine.open(data.resolve("store"), RocksRig.small(), clock, random), access, clock, random);
        Crowd.write(store, "Demo", "demo.test", people, random);
        directory = Directory.open(store, access, clock, random, 2);
        reader = directory.addPerson(CONTROL, new NewPerson("reader@demo.test", "Rea Reader", PASSWORD, true, 0));
        certificates = Certificates.demo(data.resolve("tls"), clock);
        Problems problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ldap = new LdapService(
                List.of(new Endpoint(any, false), new Endpoint(any, true)),
                NetLimits.standard(),
                limits,
                directory,
                problems,
                clock,
                random,
                certificates);
        ldap.start();
    }

    /** Limits that no search of a test reaches. */
    static LdapLimits wide() {
        return new LdapLimits(64 << 10, 1 << 20, 100_000, 100_000, Duration.ofSeconds(30), 1_000_000, 1_000_000, true);
    }

    int port() {
        return port(0);
    }

    int tlsPort() {
        return port(1);
    }

    private int port(int listener) {
        String address = List.copyOf(ldap.addresses()).get(listener);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    void anonymous(boolean allowed) {
        directory.setAnonymous(CONTROL, "ldap", allowed, "");
    }

    static SwitchState switchedOff() {
        return new SwitchState(false, Instant.parse("2026-11-25T10:00:00Z"), "ada@demo.test", "");
    }

    @Override
    public void close() {
        ldap.stop(Duration.ZERO, switchedOff());
        store.close();
    }
}
