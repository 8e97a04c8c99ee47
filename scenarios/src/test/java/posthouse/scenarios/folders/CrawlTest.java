// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.EmailId;
import posthouse.directory.PublicFolder;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.store.RightsHolder;

/** What somebody reaches who has no account: by following what they are served, and by calling every route there is. */
@Tag("server")
class CrawlTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"]+)\"");
    private static final String SECRET = "Zirconium";

    @TempDir
    Path data;

    private FoldersHouse house;
    private PublicFolder closed;
    private EmailId secret;
    private EmailId open;

    @BeforeEach
    void open() {
        house = new FoldersHouse(data, "root", "mia");
        house.guests(true);
        PublicFolder notices = house.folder("Notices");
        house.rights("Notices", new RightsHolder.Anonymous(), Role.REVIEWER);
        for (int i = 0; i < 59; i++) house.post(notices, "Notice number " + i, 100);
        open = house.post(notices, "Notice number 59", 100);
        closed = house.folder("Board " + SECRET);
        secret = house.post(closed, "Paper on " + SECRET, 100);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Every address that leads from the start, with what was served there. */
    private Map<String, HttpResponse<byte[]>> crawl() {
        var guest = new Visitor(house.base());
        var seen = new LinkedHashMap<String, HttpResponse<byte[]>>();
        var waiting = new ArrayDeque<String>(List.of("/"));
        while (!waiting.isEmpty() && seen.size() < 2_000) {
            String path = waiting.poll();
            if (seen.containsKey(path)) continue;
            HttpResponse<byte[]> answer = guest.get(path);
            seen.put(path, answer);
            answer.headers()
                    .firstValue("Location")
                    .map(this::local)
                    .filter(l -> !l.isEmpty())
                    .ifPresent(waiting::add);
            Matcher links = LINK.matcher(text(answer));
            while (links.find()) {
                String local = local(links.group(1).replace("&amp;", "&"));
                if (!local.isEmpty()) waiting.add(local);
            }
        }
        return seen;
    }

    private String local(String link) {
        String path =
                link.startsWith(house.base()) ? link.substring(house.base().length()) : link;
        int hash = path.indexOf('#');
        if (hash >= 0) path = path.substring(0, hash);
        return path.startsWith("/") && !path.startsWith("//") ? path : "";
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private List<String> leaks(Map<String, HttpResponse<byte[]>> served) {
        List<String> words = List.of(
                SECRET,
                secret.toString(),
                closed.account().toString(),
                closed.id().toString(),
                "mia@demo.test");
        var leaks = new ArrayList<String>();
        served.forEach((path, answer) -> {
            String all = text(answer) + answer.headers().map();
            for (String word : words) if (all.contains(word) && !path.contains(word)) leaks.add(word + " at " + path);
        });
        return leaks;
    }

    @Test
    void whoFollowsLinksSeesThePublishedFolderAndNothingElse() {
        var served = crawl();
        assertTrue(served.containsKey("/public/Notices/"), "the sign-in page leads to what is published");
        assertTrue(served.containsKey("/public/p/" + open), "and on to its posts");
        assertTrue(served.keySet().stream().anyMatch(p -> p.contains("page=2")), "and to older ones");
        assertEquals(List.of(), leaks(served));
        assertEquals(
                List.of(),
                served.entrySet().stream()
                        .filter(e -> e.getValue().statusCode() >= 500)
                        .map(Map.Entry::getKey)
                        .toList());
        served.forEach((path, answer) -> {
            if (path.startsWith("/public/") && !path.contains("/file/"))
                assertTrue(answer.body().length < 30_000, path + " has " + answer.body().length + " octets");
        });
    }

    /** The control: when the closed folder is opened, the same crawl finds it. */
    @Test
    void theCrawlFindsWhatIsOpen() {
        house.rights(closed.path(), new RightsHolder.Anonymous(), Role.REVIEWER);
        assertTrue(leaks(crawl()).size() > 3);
    }

    @Test
    void everyRouteThatIsNotDeclaredOpenAsksForAnAccount() {
        var guest = new Visitor(house.base());
        var answered = new ArrayList<String>();
        for (Route route : house.house.webRoutes()) {
            if (route.access() instanceof RouteAccess.Public) continue;
            HttpResponse<byte[]> answer = guest.send(guest.request(filled(route.template()))
                    .method(route.method(), HttpRequest.BodyPublishers.ofString("")));
            boolean leads = answer.headers()
                    .firstValue("Location")
                    .filter(l -> l.startsWith("/sign-in"))
                    .isPresent();
            boolean closedTo =
                    List.of(401, 403, 426).contains(answer.statusCode()) || answer.statusCode() == 302 && leads;
            if (!closedTo) answered.add(route.method() + " " + route.template() + " " + answer.statusCode());
        }
        assertEquals(List.of(), answered);
    }

    @Test
    void theOpenRoutesAreThoseOfTheList() throws IOException {
        Set<String> open = new TreeSet<>();
        for (Route route : house.house.webRoutes())
            if (route.access() instanceof RouteAccess.Public) open.add(route.method() + " " + route.template());
        try (var in = CrawlTest.class.getResourceAsStream("open-routes.txt")) {
            if (in == null) throw new AssertionError("open-routes.txt");
            var listed = new TreeSet<String>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                if (!line.isBlank() && !line.startsWith("#")) listed.add(line.strip());
            assertEquals(String.join("\n", listed), String.join("\n", open));
        }
    }

    @Test
    void anOpenRouteGivesNothingOfAClosedFolderAwayWhateverIsPutIntoIt() {
        var guest = new Visitor(house.base());
        var served = new LinkedHashMap<String, HttpResponse<byte[]>>();
        for (Route route : house.house.webRoutes()) {
            if (!(route.access() instanceof RouteAccess.Public)
                    || !route.method().equals("GET")) continue;
            String path = filled(route.template());
            served.put(path, guest.get(path));
        }
        assertEquals(List.of(), leaks(served));
    }

    /** With ids of things that are there, so that a missing check would find them. */
    private String filled(String template) {
        return template.replace("{accountId}", closed.account().toString())
                .replace("{emailId}", secret.toString())
                .replace("{postId}", secret.toString())
                .replace("{blobId}", "m" + secret.toString().substring(1))
                .replaceAll("\\{path\\*?}", closed.path().replace(" ", "%20") + "/")
                .replaceAll("\\{[a-zA-Z]+[~*]?}", "x");
    }
}
