// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Access;
import posthouse.base.Clock;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.SignIn;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.store.Role;
import posthouse.store.Store;
import posthouse.testkit.engine.RocksRig;
import posthouse.testkit.store.FormatFixture;

/**
 * The data directory that format 1 wrote: opened, checked, read, changed. When the format changes, this directory stays as it
 * is and another one is made beside it by {@link FormatFixture}.
 */
@SuppressWarnings("NullAway.Init")
final class FormatOneTest {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.CHECK);

    @TempDir
    Path scratch;

    private Path kept;
    private Path data;
    private final Access access = new Access();

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        kept = Path.of(
                Objects.requireNonNull(getClass().getResource("/format-1")).toURI());
        data = scratch.resolve("store");
        try (var files = Files.walk(kept.resolve("store"))) {
            for (Path file : files.toList())
                Files.copy(
                        file,
                        data.resolve(kept.resolve("store").relativize(file).toString()));
        }
    }

    private Store open() {
        var random = new SplittableRandom(1);
        var engine = RocksEngine.open(data, RocksRig.small(), Clock.system(), random);
        return Store.open(engine, access, Clock.system(), random);
    }

    @Test
    void itsInvariantsHold() {
        try (var store = open()) {
            var report = store.check(SYSTEM);
            assertEquals(List.of(), report.findings());
            assertTrue(report.emails() >= 12, report.toString());
        }
    }

    @Test
    void everyMessageIsReadAsItWas() throws IOException {
        try (var store = open()) {
            assertEquals(
                    Files.readAllLines(kept.resolve("content.txt"), StandardCharsets.UTF_8),
                    FormatFixture.content(store));
        }
    }

    @Test
    void itsPeopleSignIn() {
        try (var store = open()) {
            var directory = Directory.open(store, access, Clock.system(), new SplittableRandom(2), 2);
            for (String address : List.of("ada@example.test", "ben@example.test")) {
                var answer = directory
                        .credentials()
                        .check(address, FormatFixture.PASSWORD, "web", InetAddress.getLoopbackAddress());
                assertInstanceOf(SignIn.Matched.class, answer);
            }
        }
    }

    @Test
    void itIsChangedAndStaysWhole() {
        try (var store = open()) {
            var id = store.accounts(SYSTEM, Optional.empty(), 100).items().stream()
                    .filter(a -> store.check(SYSTEM, a).emails() > 5)
                    .findFirst()
                    .orElseThrow();
            var account = store.account(SYSTEM, id);
            account.write(tx -> {
                var archive = tx.roleMailbox(Role.ARCHIVE);
                var all = tx.all();
                for (int i = 0; i < all.size(); i++) {
                    tx.changeKeywords(all.email(i), Set.of("$seen"), Set.of("$flagged"));
                    if (i % 2 == 0) tx.setMailboxes(all.email(i), Set.of(archive));
                    if (i % 5 == 0) tx.destroy(all.email(i));
                }
                return true;
            });
        }
        try (var store = open()) {
            assertEquals(List.of(), store.check(SYSTEM).findings());
        }
    }
}
