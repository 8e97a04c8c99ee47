// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.EmailId;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.directory.PublicFolder;
import posthouse.store.RightsHolder;

/** A right that is taken away is gone at once: in open streams, downloads, caches and states. */
@Tag("server")
class RevokeTest {
    private static final int LARGE = 24 << 20;

    @TempDir
    static Path data;

    private static FoldersHouse house;

    @BeforeAll
    static void open() {
        house = new FoldersHouse(data, "root", "mia");
        house.guests(true);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static PublicFolder folder(String name) {
        PublicFolder made = house.folder(name);
        house.rights(name, new RightsHolder.SignedIn(), Role.REVIEWER);
        house.rights(name, new RightsHolder.Anonymous(), Role.REVIEWER);
        return made;
    }

    private static String file(String page) {
        int at = page.indexOf("/public/file/");
        return page.substring(at, page.indexOf('"', at));
    }

    /** Reads slowly; how many octets came after the moment at which the right went. */
    private static long readAfter(InputStream in, Runnable revoke) throws IOException {
        var buffer = new byte[64 << 10];
        for (int i = 0; i < 8; i++) in.readNBytes(buffer, 0, buffer.length);
        revoke.run();
        long after = 0;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            for (int n = in.read(buffer); n >= 0 && System.nanoTime() < until; n = in.read(buffer)) after += n;
        } catch (IOException broken) {
            return after;
        }
        return after;
    }

    @Test
    void aVisitorsDownloadEndsWhenTheFolderIsClosed() throws Exception {
        PublicFolder folder = folder("Closing");
        EmailId post = house.post(folder, "Large", LARGE);
        var guest = new Visitor(house.base());
        String file = file(guest.text("/public/p/" + post));
        long after = readAfter(
                guest.open(file).body(), () -> house.rights("Closing", new RightsHolder.Anonymous(), Role.NONE));
        assertTrue(after < LARGE / 2, after + " octets came afterwards");
        assertEquals(404, guest.status(file));
    }

    /** The writer waits for a reader that takes nothing: it is cut from outside, not when it looks up. */
    @Test
    void aVisitorsDownloadThatNobodyReadsIsCutFromOutside() throws Exception {
        PublicFolder folder = folder("Stalled");
        EmailId post = house.post(folder, "Large and unread", LARGE);
        String file = file(new Visitor(house.base()).text("/public/p/" + post));
        URI base = URI.create(house.base());
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(16 << 10);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            socket.getOutputStream()
                    .write(("GET " + file + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertTrue(!broken(socket, 300));
            house.guests(false);
            assertTrue(broken(socket, 1_000), "the download still holds after a second");
        } finally {
            house.guests(true);
        }
    }

    /** Reads nothing; whether the other end gave the connection up meanwhile. */
    private static boolean broken(Socket socket, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            try {
                socket.getOutputStream().write('\n');
            } catch (IOException gone) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    @Test
    void aVisitorsDownloadEndsWhenVisitorsAreForbidden() throws Exception {
        PublicFolder folder = folder("Forbidding");
        EmailId post = house.post(folder, "Large as well", LARGE);
        var guest = new Visitor(house.base());
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        String file = file(guest.text("/public/p/" + post));
        try {
            long after = readAfter(guest.open(file).body(), () -> house.guests(false));
            assertTrue(after < LARGE / 2, after + " octets came afterwards");
            assertEquals(403, guest.status("/public/"));
            assertTrue(guest.text("/public/").contains("KB1010"));
            assertEquals(200, mia.status("/public/"), "whoever is signed in is not touched");
        } finally {
            house.guests(true);
        }
    }

    @Test
    void aSignedInDownloadEndsWhenAGroupLosesItsMember() throws Exception {
        PublicFolder folder = house.folder("Grouped");
        house.rights("Grouped", new RightsHolder.SignedIn(), Role.NONE);
        var groups = house.house.directory().groups();
        var crew = groups.add(FoldersHouse.SYSTEM, house.organisation.id(), "Crew", Optional.empty());
        groups.addMembers(
                FoldersHouse.SYSTEM, crew.id(), List.of(house.person("mia").id()));
        house.rights("Grouped", new RightsHolder.Group(crew.id()), Role.REVIEWER);
        EmailId post = house.post(folder, "Large in a group", LARGE);
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        String path =
                "/jmap/download/" + folder.account() + "/m" + post.toString().substring(1) + "/m.eml";
        long after = readAfter(
                mia.open(path).body(),
                () -> groups.removeMembers(
                        FoldersHouse.SYSTEM,
                        crew.id(),
                        List.of(house.person("mia").id())));
        assertTrue(after < LARGE / 2, after + " octets came afterwards");
        assertEquals(404, mia.status(path));
    }

    @Test
    void aPageThatIsKnownIsNotConfirmedAfterTheRightIsGone() {
        PublicFolder folder = folder("Known");
        house.post(folder, "Known post", 10);
        var guest = new Visitor(house.base());
        String tag = guest.get("/public/Known/").headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                guest.send(guest.request("/public/Known/").header("If-None-Match", tag))
                        .statusCode());
        house.rights("Known", new RightsHolder.Anonymous(), Role.NONE);
        assertEquals(
                404,
                guest.send(guest.request("/public/Known/").header("If-None-Match", tag))
                        .statusCode());
    }

    @Test
    void aStateOfOtherRightsLeadsToAFreshReading() {
        PublicFolder folder = folder("States");
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        String account = "'accountId':'" + folder.account() + "'";
        String state = mia.call("Email/get", "{" + account + ",'ids':[]}")
                .path("state")
                .stringValue("");
        house.rights("States", new RightsHolder.SignedIn(), Role.AUTHOR);
        assertEquals(
                "cannotCalculateChanges",
                mia.call("Email/changes", "{" + account + ",'sinceState':'" + state + "'}")
                        .path("type")
                        .stringValue(""));
    }

    @Test
    void thePushChannelTellsNothingOfAFolderThatWasTakenAway() throws Exception {
        PublicFolder folder = folder("Pushed");
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        InputStream stream =
                mia.open("/jmap/eventsource/?types=*&closeafter=no&ping=0").body();
        Thread reader = Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) events.add(line);
            } catch (IOException over) {
                events.add("over");
            }
        });
        events.poll(5, TimeUnit.SECONDS);
        house.post(folder, "Told", 10);
        assertTrue(told(events, folder, 5_000), "a post in a readable folder is told");
        house.rights("Pushed", new RightsHolder.SignedIn(), Role.NONE);
        house.rights("Pushed", new RightsHolder.Anonymous(), Role.NONE);
        Thread.sleep(1_000);
        events.clear();
        house.post(folder, "Not told", 10);
        assertTrue(!told(events, folder, 2_500), "nothing is told afterwards");
        stream.close();
        reader.join(5_000);
    }

    private static boolean told(BlockingQueue<String> events, PublicFolder folder, long millis)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            String line = events.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && line.contains(folder.account().toString())) return true;
        }
        return false;
    }

    @Test
    void anOldAddressLeadsToTheRenamedFolderAndAPermalinkStays() {
        PublicFolder folder = folder("Old name");
        EmailId post = house.post(folder, "Stays", 10);
        house.house.directory().folders().rename(FoldersHouse.SYSTEM, "Old name", "New name");
        var guest = new Visitor(house.base());
        var answer = guest.get("/public/Old%20name/");
        assertEquals(301, answer.statusCode());
        assertEquals(
                "/public/New%20name/", answer.headers().firstValue("Location").orElse(""));
        assertEquals(200, guest.status("/public/New%20name/"));
        assertEquals(200, guest.status("/public/p/" + post));
    }

    @Test
    void aFolderStaysBelowItsTopFolder() {
        PublicFolder one = folder("One");
        PublicFolder below = folder("One/Below");
        PublicFolder two = folder("Two");
        for (String path : List.of("One", "One/Below", "Two"))
            house.rights(path, new RightsHolder.SignedIn(), Role.OWNER);
        var folders = house.house.directory().folders();
        for (String to : List.of("Two/Below", "Below"))
            assertEquals(
                    KB.FOLDER_STAYS_IN_ROOT,
                    assertThrows(Refused.class, () -> folders.rename(FoldersHouse.SYSTEM, "One/Below", to))
                            .failure()
                            .problem());
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        var refused = mia.call(
                        "Mailbox/set",
                        "{'accountId':'" + one.account() + "','update':{'" + below.id() + "':{'parentId':'" + two.id()
                                + "'}}}")
                .path("notUpdated")
                .path(below.id().toString());
        assertEquals("invalidProperties", refused.path("type").stringValue(""), refused::toString);
        assertEquals("parentId", refused.path("properties").path(0).stringValue(""), refused::toString);
        assertTrue(refused.path("description").stringValue("").contains("in this account"), refused::toString);
    }

    /** All that a reader can fetch of a public root, as bytes, and what they are pushed meanwhile. */
    private static List<String> fetched(Visitor who, PublicFolder root, Map<String, String> since) {
        String account = "'accountId':'" + root.account() + "'";
        var all = new ArrayList<String>();
        all.add(who.text("/jmap/session"));
        for (String type : List.of("Mailbox", "Email", "Thread")) {
            String ids = type.equals("Mailbox") ? "null" : "[]";
            var got = who.call(type + "/get", "{" + account + ",'ids':" + ids + "}");
            since.putIfAbsent(type, got.path("state").stringValue(""));
            all.add(got.toString());
            all.add(who.call(type + "/changes", "{" + account + ",'sinceState':'" + since.get(type) + "'}")
                    .toString());
        }
        for (String query : List.of("", ",'collapseThreads':true", ",'filter':{'notKeyword':'$seen'}")) {
            var got = who.call("Email/query", "{" + account + query + ",'calculateTotal':true}");
            since.putIfAbsent(query, got.path("queryState").stringValue(""));
            all.add(got.toString());
            all.add(who.call(
                            "Email/queryChanges",
                            "{" + account + query + ",'calculateTotal':true,'sinceQueryState':'" + since.get(query)
                                    + "'}")
                    .toString());
        }
        all.add(who.call("Mailbox/query", "{" + account + ",'calculateTotal':true}")
                .toString());
        all.add(who.call("Quota/get", "{" + account + ",'ids':null}").toString());
        return all;
    }

    @Test
    void aBusyHiddenFolderChangesNoByteForWhoeverDoesNotSeeIt() throws Exception {
        PublicFolder top = house.folder("Half");
        house.rights("Half", new RightsHolder.SignedIn(), Role.NONE);
        PublicFolder seen = house.folder("Half/Seen");
        PublicFolder hidden = house.folder("Half/Hidden");
        house.rights("Half/Seen", new RightsHolder.SignedIn(), Role.REVIEWER);
        house.rights("Half/Hidden", new RightsHolder.SignedIn(), Role.NONE);
        house.rights("Half/Hidden", new RightsHolder.Person(house.person("root").id()), Role.REVIEWER);
        house.post(seen, "First", 10);
        Visitor mia = Visitor.signedIn(house.base(), "mia@demo.test");
        Visitor root = Visitor.signedIn(house.base(), "root@demo.test");
        var miaSince = new HashMap<String, String>();
        var rootSince = new HashMap<String, String>();
        List<String> before = fetched(mia, top, miaSince);
        List<String> rootBefore = fetched(root, top, rootSince);
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        InputStream stream =
                mia.open("/jmap/eventsource/?types=*&closeafter=no&ping=0").body();
        Thread reader = Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) events.add(line);
            } catch (IOException over) {
                events.add("over");
            }
        });
        events.poll(5, TimeUnit.SECONDS);
        for (int i = 0; i < 5; i++) house.post(hidden, "Hidden " + i, 10);
        house.house.store().account(FoldersHouse.SYSTEM, top.account()).markAllRead(hidden.id());
        assertEquals(before, fetched(mia, top, miaSince));
        assertTrue(!told(events, top, 2_500), "nothing is pushed");
        assertNotEquals(rootBefore, fetched(root, top, rootSince), "whoever sees it is told");

        house.post(seen, "Second", 10);
        assertTrue(told(events, top, 5_000), "what is seen is pushed");
        var added = mia.call(
                "Email/queryChanges",
                "{'accountId':'" + top.account() + "','calculateTotal':true,'sinceQueryState':'" + miaSince.get("")
                        + "'}");
        assertEquals(1, added.path("added").size(), added::toString);
        assertEquals(2, added.path("total").asInt(), added::toString);
        stream.close();
        reader.join(5_000);
    }

    @Test
    void whatAVisitorTypesRoughlyLeadsToWhatIsThere() {
        var guest = new Visitor(house.base());
        var folder = house.folder("Rough");
        house.guests(true);
        house.rights("Rough", new RightsHolder.Anonymous(), Role.REVIEWER);
        house.post(folder, "Only one", 10);
        assertEquals(
                "/public/",
                guest.get("/public").headers().firstValue("Location").orElse(""));
        assertEquals(
                "/status",
                guest.get("/status/").headers().firstValue("Location").orElse(""));
        assertTrue(
                guest.text("/public/Rough/?page=77").contains("Only one"),
                "an empty page would say that nothing is here");
        var wrong = guest.send(guest.request("/public/Rough/feed.atom")
                .header("Authorization", "Basic bWlhQGRlbW8udGVzdDpubw==")
                .GET());
        assertEquals(401, wrong.statusCode(), "a program that shows a wrong password is no visitor");
        assertTrue(new String(wrong.body(), StandardCharsets.UTF_8).contains("KB1302"));
    }

    @Test
    void noPageTakesThirtyKilobytesWhateverStandsInIt() {
        var guest = new Visitor(house.base());
        var wide = house.folder("Wide");
        house.guests(true);
        house.rights("Wide", new RightsHolder.Anonymous(), Role.REVIEWER);
        for (int i = 0; i < 55; i++) house.post(wide, i + " " + "<\"&>".repeat(100), 10);
        for (int i = 0; i < 40; i++) {
            house.folder("Wide/" + i + "&".repeat(60));
            house.rights("Wide/" + i + "&".repeat(60), new RightsHolder.Anonymous(), Role.REVIEWER);
        }
        for (String page : new String[] {"/public/", "/public/?page=2", "/public/Wide/", "/public/Wide/feed.atom"}) {
            int octets = guest.get(page).body().length;
            assertTrue(octets > 5_000 && octets < 30_000, page + " " + octets);
        }
    }
}
