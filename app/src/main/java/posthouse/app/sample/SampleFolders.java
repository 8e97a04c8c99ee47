// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.Clock;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.Group;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.directory.PublicFolder;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.formats.MessageIndexer;
import posthouse.formats.MessageWriter;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingMessage;
import posthouse.formats.OutgoingPart;
import posthouse.store.NewEmail;
import posthouse.store.RightsHolder;
import posthouse.store.Store;

/** Groups and public folders of the sample organisation: some open to visitors, one not. */
final class SampleFolders {
    private static final Principal SAMPLE = new Principal.System(Principal.Reason.SAMPLE);

    private final Store store;
    private final Directory directory;
    private final Organisation organisation;
    private final List<Person> people;
    private final RandomGenerator random = new Random(20_261_126);
    private final Instant now = Clock.system().now();
    private final Map<String, PublicFolder> folders = new HashMap<>();

    SampleFolders(Store store, Directory directory, Organisation organisation, List<Person> people) {
        this.store = store;
        this.directory = directory;
        this.organisation = organisation;
        this.people = people;
    }

    void make() {
        Group editors = group("Editors", 1, 5);
        Group board = group("Board", 0, 2, 3);
        group("Instrument makers", 3, 7, 9);
        folder(
                "Notices",
                Map.of(signedIn(), role(Role.REVIEWER), in(editors), role(Role.EDITOR), guests(), role(Role.REVIEWER)));
        folder("Notices/Ferry and travel", Map.of());
        folder("Questions", Map.of(signedIn(), role(Role.AUTHOR), guests(), role(Role.REVIEWER)));
        folder("أدلة بالعربية", Map.of(guests(), role(Role.REVIEWER)));
        folder("Board papers", Map.of(signedIn(), role(Role.NONE), in(board), role(Role.AUTHOR)));
        for (SamplePost.Talk talk : SamplePost.ALL) post(talk);
        directory.setAnonymous(SAMPLE, "web", true, "");
        directory.setAnonymous(SAMPLE, "ldap", true, "");
    }

    private static RightsHolder signedIn() {
        return new RightsHolder.SignedIn();
    }

    private static RightsHolder guests() {
        return new RightsHolder.Anonymous();
    }

    private static RightsHolder in(Group group) {
        return new RightsHolder.Group(group.id());
    }

    private static Optional<Role> role(Role role) {
        return Optional.of(role);
    }

    private Person person(int n) {
        return people.get(n % people.size());
    }

    private Group group(String name, int... members) {
        Optional<Group> before = directory.groups().find(SAMPLE, name);
        if (before.isPresent()) return before.get();
        Group group = directory.groups().add(SAMPLE, organisation.id(), name, Optional.empty());
        var ids = new ArrayList<posthouse.base.PersonId>();
        for (int n : members) ids.add(person(n).id());
        return directory.groups().addMembers(SAMPLE, group.id(), ids);
    }

    private void folder(String path, Map<RightsHolder, Optional<Role>> roles) {
        PublicFolder made = directory
                .folders()
                .find(SAMPLE, path)
                .map(posthouse.directory.PublicFolders.Found::folder)
                .orElseGet(() -> directory.folders().create(SAMPLE, organisation.id(), path));
        if (!roles.isEmpty()) directory.folders().setRights(SAMPLE, path, roles, false);
        folders.put(path, made);
    }

    private void post(SamplePost.Talk talk) {
        PublicFolder folder = folders.get(talk.folder());
        if (folder == null) return;
        var ids = new ArrayList<String>();
        int key = SamplePost.ALL.indexOf(talk);
        for (int i = 0; i < talk.posts().size(); i++) {
            SamplePost post = talk.posts().get(i);
            Instant at = now.minus(Duration.ofMinutes(post.minutesAgo()));
            String id = "public-" + key + "-" + i + "@demo.test";
            byte[] message = message(talk, post, i, at, id, ids);
            ids.add(id);
            try (var stage = store.stage(SAMPLE)) {
                stage.write(message, 0, message.length);
                var blob = stage.finish();
                store.account(SAMPLE, folder.account())
                        .write(tx -> tx.append(NewEmail.of(
                                new byte[0], blob, MessageIndexer.index(message), Set.of(folder.id()), Set.of(), at)));
            }
        }
    }

    private byte[] message(SamplePost.Talk talk, SamplePost post, int turn, Instant at, String id, List<String> ids) {
        Person author = person(post.author());
        var headers = new ArrayList<OutgoingHeader>();
        headers.add(new OutgoingHeader("Date", new HeaderValue.Date(Optional.of(at.atOffset(ZoneOffset.UTC)))));
        headers.add(new OutgoingHeader(
                "From", new HeaderValue.Addresses(List.of(MailAddress.of(author.name(), author.address())))));
        headers.add(OutgoingHeader.text("Subject", (turn == 0 ? "" : "Re: ") + talk.subject()));
        headers.add(new OutgoingHeader("Message-ID", new HeaderValue.MessageIds(Optional.of(List.of(id)))));
        if (turn > 0) {
            List<String> above = List.of(ids.get(post.answers()));
            headers.add(new OutgoingHeader("In-Reply-To", new HeaderValue.MessageIds(Optional.of(above))));
            headers.add(new OutgoingHeader("References", new HeaderValue.MessageIds(Optional.of(List.copyOf(ids)))));
        }
        OutgoingPart body = OutgoingPart.multipart(
                "alternative",
                List.of(
                        OutgoingPart.text("text/plain", post.text()),
                        OutgoingPart.text("text/html", SampleHtml.of(post.text()))));
        if (!post.files().isEmpty()) {
            var parts = new ArrayList<OutgoingPart>(List.of(body));
            for (String name : post.files()) parts.add(SampleFiles.attachment(name));
            body = OutgoingPart.multipart("mixed", parts);
        }
        var out = new ByteArrayOutputStream();
        try {
            MessageWriter.write(new OutgoingMessage(headers, body), out, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
