// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Queries and their changes over random histories, against a naive list of what was done. */
class QueryHistoryTest {
    private static final int STEPS = 150;

    @TempDir
    Path folder;

    private JmapHouse house;
    private Random random;
    private long seed;
    private String inbox;
    private String archive;

    /** One email as the history knows it. */
    private record Known(String id, String thread, long received, Set<String> mailboxes, Set<String> keywords) {
        Known seen() {
            Set<String> all = new TreeSet<>(keywords);
            all.add("$seen");
            return new Known(id, thread, received, mailboxes, all);
        }
    }

    /** What is asked: a filter in JSON and the same as a test. */
    private record Query(
            String filter, java.util.function.Predicate<Known> test, boolean ascending, boolean collapse) {}

    private final Map<String, Known> emails = new HashMap<>();

    @BeforeEach
    void open() {
        seed = Long.getLong("seed", System.nanoTime());
        random = new Random(seed);
        house = new JmapHouse(folder);
        inbox = house.mailbox("ada", "inbox");
        archive = house.mailbox("ada", "archive");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Query> queries() {
        List<Query> all = new ArrayList<>();
        for (boolean collapse : new boolean[] {false, true})
            for (boolean ascending : new boolean[] {false, true}) {
                all.add(new Query(
                        "{'inMailbox':'" + inbox + "'}", k -> k.mailboxes.contains(inbox), ascending, collapse));
                all.add(new Query(
                        "{'inMailbox':'" + inbox + "','notKeyword':'$seen'}",
                        k -> k.mailboxes.contains(inbox) && !k.keywords.contains("$seen"),
                        ascending,
                        collapse));
                all.add(new Query(
                        "{'operator':'OR','conditions':[{'inMailbox':'" + archive + "'},{'hasKeyword':'$flagged'}]}",
                        k -> k.mailboxes.contains(archive) || k.keywords.contains("$flagged"),
                        ascending,
                        collapse));
            }
        all.add(new Query("null", k -> true, false, false));
        return all;
    }

    @Test
    void aResultAndItsChangesAreWhatANaiveListSays() {
        List<Query> queries = queries();
        List<String> states = new ArrayList<>();
        List<List<List<String>>> results = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            change();
            List<List<String>> now = new ArrayList<>();
            String state = "";
            for (Query query : queries) {
                JsonNode answer = house.call(
                        "ada", "Email/query", "{'filter':" + query.filter + sort(query) + ",'calculateTotal':true}");
                state = answer.get("queryState").asString();
                List<String> ids = ids(answer.get("ids"));
                List<String> expected = naive(query);
                assertEquals(expected, ids, "seed " + seed + " step " + step + " " + query.filter);
                assertEquals(expected.size(), answer.get("total").asInt(), "total, seed " + seed);
                now.add(ids);
            }
            states.add(state);
            results.add(now);
            int back = random.nextInt(states.size());
            for (int q = 0; q < queries.size(); q++)
                changes(queries.get(q), states.get(back), results.get(back).get(q), now.get(q));
        }
    }

    private void changes(Query query, String since, List<String> before, List<String> now) {
        JsonNode answer = house.call(
                "ada",
                "Email/queryChanges",
                "{'filter':" + query.filter + sort(query) + ",'sinceQueryState':'" + since
                        + "','calculateTotal':true}");
        List<String> list = new ArrayList<>(before);
        list.removeAll(ids(answer.get("removed")));
        for (JsonNode added : answer.get("added"))
            list.add(added.get("index").asInt(), added.get("id").asString());
        assertEquals(now, list, "seed " + seed + " since " + since + " " + query + " " + answer);
        assertEquals(now.size(), answer.get("total").asInt());
    }

    private static String sort(Query query) {
        return ",'sort':[{'property':'receivedAt','isAscending':" + query.ascending + "}],'collapseThreads':"
                + query.collapse;
    }

    private static List<String> ids(JsonNode array) {
        List<String> out = new ArrayList<>();
        array.forEach(id -> out.add(id.asString()));
        return out;
    }

    /** Equal times are in an order of the server's own, so no two emails have the same here. */
    private List<String> naive(Query query) {
        Comparator<Known> order = Comparator.comparingLong(Known::received);
        List<Known> sorted = emails.values().stream()
                .filter(query.test)
                .sorted(query.ascending ? order : order.reversed())
                .toList();
        Set<String> threads = new HashSet<>();
        List<String> out = new ArrayList<>();
        for (Known known : sorted) if (!query.collapse || threads.add(known.thread)) out.add(known.id);
        return out;
    }

    private void change() {
        int what = random.nextInt(10);
        if (what < 4 || emails.isEmpty()) {
            create();
            return;
        }
        Known known = new ArrayList<>(emails.values()).get(random.nextInt(emails.size()));
        if (what < 6) {
            Set<String> keywords = keywords();
            house.call("ada", "Email/set", "{'update':{'" + known.id + "':{'keywords':" + set(keywords) + "}}}");
            emails.put(known.id, new Known(known.id, known.thread, known.received, known.mailboxes, keywords));
        } else if (what < 8) {
            Set<String> mailboxes = mailboxes();
            house.call("ada", "Email/set", "{'update':{'" + known.id + "':{'mailboxIds':" + set(mailboxes) + "}}}");
            emails.put(known.id, new Known(known.id, known.thread, known.received, mailboxes, known.keywords));
        } else if (what == 8) {
            house.call("ada", "Email/set", "{'destroy':['" + known.id + "']}");
            emails.remove(known.id);
        } else {
            house.call("ada", "Mailbox/markAllRead", "{'mailboxId':'" + inbox + "'}");
            emails.replaceAll((id, k) -> k.mailboxes.contains(inbox) ? k.seen() : k);
        }
    }

    private void create() {
        long received = 1_600_000_000_000L + random.nextInt(1_000_000) * 1000L;
        if (emails.values().stream().anyMatch(k -> k.received == received)) return;
        Set<String> mailboxes = mailboxes();
        Set<String> keywords = keywords();
        int thread = random.nextInt(6);
        String id = house.email(
                "ada",
                set(mailboxes),
                set(keywords),
                "thread " + thread,
                ",'receivedAt':'" + Instant.ofEpochMilli(received) + "','references':['root-" + thread
                        + "@demo.test']");
        JsonNode got = house.call("ada", "Email/get", "{'ids':['" + id + "'],'properties':['threadId']}");
        String threadId = got.get("list").get(0).get("threadId").asString();
        emails.put(id, new Known(id, threadId, received, mailboxes, keywords));
    }

    private Set<String> mailboxes() {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of(archive);
            case 1 -> Set.of(inbox, archive);
            default -> Set.of(inbox);
        };
    }

    private Set<String> keywords() {
        Set<String> out = new TreeSet<>();
        for (String keyword : List.of("$seen", "$flagged", "blue")) if (random.nextBoolean()) out.add(keyword);
        return out;
    }

    private static String set(Set<String> members) {
        var out = new StringBuilder("{");
        for (String member : members)
            out.append(out.length() == 1 ? "" : ",").append("'").append(member).append("':true");
        return out.append("}").toString();
    }
}
