// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.app.House;
import posthouse.app.HouseSettings;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.Clock;
import posthouse.base.EmailId;
import posthouse.base.Principal;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.directory.PublicFolder;
import posthouse.formats.MessageIndexer;
import posthouse.store.NewEmail;
import posthouse.store.RightsHolder;

/** A whole server in this process, with people and public folders; the checker runs at its close. */
final class FoldersHouse implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    static final Principal SYSTEM = new Principal.System(Principal.Reason.CONTROL);

    final House house;
    final Organisation organisation;

    FoldersHouse(Path data, String... people) {
        var anyPort = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        house = new House(new HouseSettings(
                data, "localhost", Map.of("web", anyPort, "management", anyPort), Optional.empty(), false));
        organisation = house.directory().addOrganisation(SYSTEM, "Demo");
        house.directory().addDomain(SYSTEM, organisation.id(), "demo.test");
        for (String name : people)
            house.directory()
                    .addPerson(SYSTEM, new NewPerson(name + "@demo.test", name, PASSWORD, name.equals("root"), 0));
        house.start();
    }

    String base() {
        return "http://" + house.listening().get("web");
    }

    Person person(String name) {
        return house.directory().find(SYSTEM, name + "@demo.test").orElseThrow();
    }

    PublicFolder folder(String path) {
        return house.directory().folders().create(SYSTEM, organisation.id(), path);
    }

    void rights(String path, RightsHolder holder, Role role) {
        house.directory().folders().setRights(SYSTEM, path, Map.of(holder, Optional.of(role)), false);
    }

    /** Puts a post with a file into a folder, from nobody of this server. */
    EmailId post(PublicFolder folder, String subject, int fileOctets) {
        String message =
                "From: Paper <paper@elsewhere.test>\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject.hashCode()
                        + "@elsewhere.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain\r\n\r\nThe anemoscope of " + subject + "\r\n--b\r\n"
                        + "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=paper.pdf\r\n\r\n"
                        + ("0123456789".repeat(7) + "\r\n").repeat(Math.max(1, fileOctets / 72)) + "--b--\r\n";
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (var stage = house.store().stage(SYSTEM)) {
            stage.write(bytes, 0, bytes.length);
            var blob = stage.finish();
            return house.store()
                    .account(SYSTEM, folder.account())
                    .write(tx -> tx.append(NewEmail.of(
                            new byte[0],
                            blob,
                            MessageIndexer.index(bytes),
                            Set.of(folder.id()),
                            Set.of(),
                            Clock.system().now())));
        }
    }

    void guests(boolean admitted) {
        house.directory().setAnonymous(SYSTEM, "web", admitted, "");
    }

    @Override
    public void close() {
        var findings = house.store().check(SYSTEM).findings();
        house.close();
        if (!findings.isEmpty()) throw new AssertionError(findings.toString());
    }
}
