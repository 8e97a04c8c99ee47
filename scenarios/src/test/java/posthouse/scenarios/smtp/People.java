// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import posthouse.base.Access;
import posthouse.base.Clock;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.store.Store;
import posthouse.testkit.engine.RocksRig;

/** The people of the mail houses, made once: fifteen passwords cost more to hash than all else that a house needs. */
final class People {
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);
    private static final String PASSWORD = "correct horse battery";

    private static @Nullable Path made;

    private People() {}

    /** Puts a store with them where a house will open it. */
    static synchronized void moveInto(Path store) {
        try {
            if (made == null) made = make();
            Path from = made;
            try (Stream<Path> all = Files.walk(from)) {
                for (Path each : all.toList())
                    Files.copy(each, store.resolve(from.relativize(each).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "people").resolve("store");
        Clock clock = Clock.system();
        SecureRandom random = new SecureRandom();
        Access access = new Access();
        Store store = Store.open(RocksEngine.open(folder, RocksRig.small(), clock, random), access, clock, random);
        populate(Directory.open(store, access, clock, random, 2));
        store.close();
        return folder;
    }

    private static void populate(Directory directory) {
        Organisation demo = directory.addOrganisation(CONTROL, "Demo");
        directory.addDomain(CONTROL, demo.id(), "demo.test");
        directory.addDomain(CONTROL, demo.id(), "bücher.test");
        boolean administrator = true;
        for (String name : List.of("root", "ada", "ben", "cleo", "dan", "eva", "fay", "gus", "hal", "ivy", "joe")) {
            directory.addPerson(CONTROL, new NewPerson(name + "@demo.test", name, PASSWORD, administrator, 0));
            administrator = false;
        }
        directory.addPerson(CONTROL, new NewPerson("jürgen@bücher.test", "Jürgen", PASSWORD, false, 0));
        directory.addPerson(CONTROL, new NewPerson("tiny@demo.test", "Tiny", PASSWORD, false, 2000));
        directory.addAlias(
                CONTROL,
                "info@demo.test",
                directory.find(CONTROL, "ada@demo.test").orElseThrow().id());
        directory.addPerson(CONTROL, new NewPerson("off@demo.test", "Off", PASSWORD, false, 0));
        directory.setEnabled(
                CONTROL, directory.find(CONTROL, "off@demo.test").orElseThrow().id(), false, "on leave");
    }
}
