// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.bench.JmapLink;
import posthouse.testkit.server.Server;
import rs.ltt.jmap.common.entity.filter.EmailFilterCondition;
import rs.ltt.jmap.common.entity.query.EmailQuery;
import rs.ltt.jmap.mua.Mua;
import rs.ltt.jmap.mua.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole JMAP client of somebody else's, with its cache, beside a second session that changes mail at random: at the end the
 * cache, fed by /changes and /queryChanges alone, says what a fresh fetch says.
 */
@Tag("server")
class SynchronisationTest {

    private static final int CHANGES = 1000;

    @TempDir
    Path folder;

    @Test
    void aCacheFedByChangesAloneEqualsAFreshFetchAfterAThousandChanges() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (Server server = Server.demo(folder.resolve("data")).start()) {
            // All received mail of this person lies in the inbox: the foreign cache knows only what its queries have
            // shown, and
            // fails by itself at a change of other mail.
            Server.Account who = server.people().get(1);
            OpenCache cache = new OpenCache();
            try (JmapLink second = new JmapLink(server.web(), who.address(), who.password());
                    Mua mua = mua(server, who, second.accountId(), cache)) {
                String inbox = second.mailbox("inbox");
                List<EmailQuery> queries = List.of(query(inbox, false), query(inbox, true));
                synchronise(mua, cache, queries);
                assertFalse(cache.emailLines().isEmpty(), "the client's cache stayed empty");
                Changer changer = new Changer(second, new Random(seed));
                int thrownAway = cache.thrownAway;
                for (int n = 0; n < CHANGES; n++) {
                    changer.change();
                    if (n % 25 == 24) synchronise(mua, cache, queries);
                }
                synchronise(mua, cache, queries);
                assertEquals(thrownAway, cache.thrownAway, "the server could not calculate changes, seed " + seed);
                List<String> differences = differences(second, cache, inbox, queries);
                assertEquals(List.of(), differences, "seed " + seed);
                System.out.println("MEASURED jmap-mua: " + CHANGES + " changes (" + changer.summary() + "), "
                        + cache.emailLines().size() + " cached emails equal, cache thrown away "
                        + (cache.thrownAway - thrownAway) + " times");
                cache.corrupt();
                assertFalse(differences(second, cache, inbox, queries).isEmpty(), "a wrong cache was not noticed");
            }
        }
    }

    private static Mua mua(Server server, Server.Account who, String accountId, OpenCache cache) {
        return Mua.builder()
                .username(who.address())
                .password(who.password())
                .sessionResource(server.web() + "/.well-known/jmap")
                .accountId(accountId)
                .queryPageSize(200)
                .cache(cache)
                .build();
    }

    private static EmailQuery query(String inbox, boolean collapse) {
        return EmailQuery.of(EmailFilterCondition.builder().inMailbox(inbox).build(), collapse);
    }

    private static void synchronise(Mua mua, OpenCache cache, List<EmailQuery> queries) throws Exception {
        mua.refreshMailboxes().get(60, TimeUnit.SECONDS);
        mua.refresh().get(60, TimeUnit.SECONDS);
        for (EmailQuery query : queries) {
            mua.query(query).get(60, TimeUnit.SECONDS);
            for (int page = 0; page < 200; page++) {
                List<String> have = cache.resultIds(query.asHash());
                if (have.isEmpty()) break;
                Status status = mua.query(query, have.getLast()).get(60, TimeUnit.SECONDS);
                if (cache.resultIds(query.asHash()).size() == have.size() && status != Status.HAS_MORE) break;
            }
        }
        for (int n = 0; n < 50 && mua.refresh().get(60, TimeUnit.SECONDS) != Status.UNCHANGED; n++) {}
        mua.refreshMailboxes().get(60, TimeUnit.SECONDS);
    }

    private static List<String> differences(JmapLink link, OpenCache cache, String inbox, List<EmailQuery> queries)
            throws IOException {
        List<String> differences = new ArrayList<>();
        Map<String, String> cached = cache.emailLines();
        compare(differences, "email", cached, freshEmails(link, List.copyOf(cached.keySet())));
        Map<String, List<String>> threads = cache.threadLines();
        compare(differences, "thread", threads, freshThreads(link, List.copyOf(threads.keySet())));
        compare(differences, "mailbox", cache.mailboxLines(), freshMailboxes(link));
        for (EmailQuery query : queries) {
            List<String> fresh = freshIds(link, inbox, Boolean.TRUE.equals(query.collapseThreads));
            List<String> have = cache.resultIds(query.asHash());
            if (!fresh.equals(have))
                differences.add("query " + query + ": cached " + have.size() + " " + have + ", fresh " + fresh.size()
                        + " " + fresh);
        }
        return differences;
    }

    private static <T> void compare(
            List<String> differences, String what, Map<String, T> cached, Map<String, T> fresh) {
        TreeSet<String> ids = new TreeSet<>(cached.keySet());
        ids.addAll(fresh.keySet());
        for (String id : ids)
            if (!java.util.Objects.equals(cached.get(id), fresh.get(id)))
                differences.add(what + " " + id + ": cached " + cached.get(id) + ", fresh " + fresh.get(id));
    }

    private static Map<String, String> freshEmails(JmapLink link, List<String> ids) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (int at = 0; at < ids.size(); at += 200) {
            ObjectNode get = JmapLink.object();
            get.set("ids", JmapLink.array(ids.subList(at, Math.min(at + 200, ids.size()))));
            get.set("properties", JmapLink.array(List.of("id", "threadId", "mailboxIds", "keywords")));
            for (JsonNode email : link.call("Email/get", get).path("list"))
                lines.put(
                        email.path("id").asString(),
                        OpenCache.line(
                                email.path("threadId").asString(),
                                names(email, "mailboxIds"),
                                names(email, "keywords")));
        }
        return lines;
    }

    private static Map<String, Boolean> names(JsonNode email, String property) {
        Map<String, Boolean> names = new TreeMap<>();
        email.path(property).propertyNames().forEach(name -> names.put(name, true));
        return names;
    }

    private static Map<String, List<String>> freshThreads(JmapLink link, List<String> ids) throws IOException {
        Map<String, List<String>> lines = new TreeMap<>();
        for (int at = 0; at < ids.size(); at += 200) {
            ObjectNode get = JmapLink.object();
            get.set("ids", JmapLink.array(ids.subList(at, Math.min(at + 200, ids.size()))));
            for (JsonNode thread : link.call("Thread/get", get).path("list")) {
                List<String> emails = new ArrayList<>();
                thread.path("emailIds").forEach(id -> emails.add(id.asString()));
                lines.put(thread.path("id").asString(), emails);
            }
        }
        return lines;
    }

    private static Map<String, String> freshMailboxes(JmapLink link) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        ObjectNode get = JmapLink.object();
        get.putNull("ids");
        for (JsonNode m : link.call("Mailbox/get", get).path("list"))
            lines.put(
                    m.path("id").asString(),
                    m.path("name").asString() + " " + m.path("totalEmails").asLong() + " "
                            + m.path("unreadEmails").asLong() + " "
                            + m.path("totalThreads").asLong() + " "
                            + m.path("unreadThreads").asLong());
        return lines;
    }

    private static List<String> freshIds(JmapLink link, String inbox, boolean collapse) throws IOException {
        List<String> ids = new ArrayList<>();
        while (true) {
            ObjectNode query = JmapLink.object();
            query.putObject("filter").put("inMailbox", inbox);
            query.putArray("sort").addObject().put("property", "receivedAt").put("isAscending", false);
            query.put("collapseThreads", collapse).put("position", ids.size()).put("limit", 200);
            int before = ids.size();
            link.call("Email/query", query).path("ids").forEach(id -> ids.add(id.asString()));
            if (ids.size() == before) return ids;
        }
    }
}
