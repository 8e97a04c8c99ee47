// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Results of mailboxes and submissions over random histories: what changes lead to is what a fresh query says. */
class SmallQueryHistoryTest {
    @TempDir
    static Path folder;

    private static JmapHouse house;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What was once asked and answered. */
    private record Then(String query, String state, List<String> ids) {}

    private final List<Then> answered = new ArrayList<>();
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static JsonNode call(String method, String arguments) {
        return house.call("ada", method, "{" + arguments + "}");
    }

    private static List<String> ids(JsonNode array) {
        List<String> out = new ArrayList<>();
        array.forEach(id -> out.add(id.asString()));
        return out;
    }

    /** Takes out and puts in, as a client does. */
    private static List<String> follow(List<String> before, JsonNode changes) {
        List<String> list = new ArrayList<>(before);
        list.removeAll(ids(changes.get("removed")));
        for (JsonNode added : changes.get("added")) {
            String id = added.get("id").asString();
            assertTrue(!list.contains(id), () -> id + " was there: " + changes);
            list.add(added.get("index").asInt(), id);
        }
        return list;
    }

    /** Asks every query, and for some of what was answered before what has become of it. */
    private void look(String type, List<String> queries) {
        for (String query : queries) {
            JsonNode now = call(type + "/query", query + ",'calculateTotal':true");
            assertTrue(now.get("canCalculateChanges").asBoolean());
            List<String> ids = ids(now.get("ids"));
            answered.add(new Then(query, now.get("queryState").asString(), ids));
            List<Then> same =
                    answered.stream().filter(t -> t.query.equals(query)).toList();
            for (int i = 0; i < 3; i++) {
                Then then = same.get(random.nextInt(same.size()));
                JsonNode changes = call(
                        type + "/queryChanges",
                        query + ",'sinceQueryState':'" + then.state + "','calculateTotal':true,'upToId':'nothing'");
                String where = "seed " + seed + " " + query + " " + changes;
                assertEquals(ids, follow(then.ids, changes), where);
                assertEquals(ids.size(), changes.get("total").asInt(), where);
                assertEquals(now.get("queryState"), changes.get("newQueryState"), where);
            }
        }
    }

    @Test
    void aListOfMailboxesFollowsItsChanges() {
        List<String> queries = List.of(
                "'filter':null",
                "'sort':[{'property':'name'}]",
                "'sort':[{'property':'sortOrder','isAscending':false},{'property':'name'}],'sortAsTree':true",
                "'filter':{'name':'a'},'filterAsTree':true,'sort':[{'property':'name'}]",
                "'filter':{'parentId':null},'sort':[{'property':'name','isAscending':false}]",
                "'filter':{'operator':'OR','conditions':[{'isSubscribed':false},{'hasAnyRole':true}]}");
        for (int step = 0; step < 60; step++) {
            changeMailboxes();
            look("Mailbox", queries);
        }
        String state = call("Mailbox/query", "'limit':0").get("queryState").asString();
        String inbox = house.mailbox("ada", "inbox");
        house.email("ada", "{'" + inbox + "':true}", "{}", "counts", "");
        JsonNode counts = call("Mailbox/queryChanges", "'sinceQueryState':'" + state + "'");
        assertTrue(counts.get("added").isEmpty() && counts.get("removed").isEmpty(), "counts move nothing: " + counts);
        call("Mailbox/set", "'update':{'" + inbox + "':{'sortOrder':7}}");
        assertEquals(
                "tooManyChanges",
                house.error("ada", "Mailbox/queryChanges", "{'sinceQueryState':'" + state + "','maxChanges':1}"));
        assertEquals(
                "cannotCalculateChanges",
                house.error("ada", "Mailbox/queryChanges", "{'sinceQueryState':'999999999'}"));
    }

    private void changeMailboxes() {
        String name = "'name':'" + (char) ('a' + random.nextInt(4)) + random.nextInt(1000) + "'";
        String parent = "'parentId':" + (made.isEmpty() || random.nextBoolean() ? "null" : "'" + any() + "'");
        int what = random.nextInt(8);
        if (what < 3 || made.isEmpty()) {
            JsonNode set = call("Mailbox/set", "'create':{'k':{" + name + "," + parent + "}}");
            if (!set.path("created").path("k").isMissingNode())
                made.add(set.path("created").path("k").path("id").asString());
            return;
        }
        if (what == 3) {
            String gone = any();
            JsonNode set = call("Mailbox/set", "'destroy':['" + gone + "']");
            if (!set.get("destroyed").isEmpty()) made.remove(gone);
            return;
        }
        String patch = switch (what) {
            case 4 -> name;
            case 5 -> parent;
            case 6 -> "'sortOrder':" + random.nextInt(5);
            default -> "'isSubscribed':" + random.nextBoolean();
        };
        // One that would be inside itself, or has a namesake, is refused and changes nothing.
        call("Mailbox/set", "'update':{'" + any() + "':{" + patch + "}}");
    }

    private String any() {
        return made.get(random.nextInt(made.size()));
    }

    @Test
    void aListOfSubmissionsFollowsItsChanges() {
        String identity = call("Identity/get", "").get("list").get(0).get("id").asString();
        String email = house.email(
                "ada",
                "{'" + house.mailbox("ada", "drafts") + "':true}",
                "{'$draft':true}",
                "later",
                ",'from':[{'email':'ada@demo.test'}],'to':[{'email':'ben@demo.test'}]");
        String oldest = "'sort':[{'property':'sentAt'}]";
        List<String> queries = List.of(
                oldest,
                "'filter':{'undoStatus':'pending'}",
                "'filter':{'operator':'NOT','conditions':[{'undoStatus':'canceled'}]}," + oldest,
                "'filter':{'emailIds':['" + email + "']},'sort':[{'property':'sentAt','isAscending':false}]");
        for (int step = 0; step < 40; step++) {
            changeSubmissions(identity, email);
            look("EmailSubmission", queries);
            upTo(oldest);
        }
    }

    private void changeSubmissions(String identity, String email) {
        int what = random.nextInt(4);
        if (what < 2 || made.isEmpty()) {
            String at =
                    house.clock.now().plusSeconds(3_600 + random.nextInt(9_999)).toString();
            made.add(call(
                            "EmailSubmission/set",
                            "'create':{'s':{'identityId':'" + identity + "','emailId':'" + email + "','sendAt':'" + at
                                    + "'}}")
                    .at("/created/s/id")
                    .asString());
        } else if (what == 2) {
            call("EmailSubmission/set", "'update':{'" + any() + "':{'undoStatus':'canceled'}}");
        } else {
            String gone = any();
            call("EmailSubmission/set", "'destroy':['" + gone + "']");
            made.remove(gone);
        }
    }

    /** A client that has only the beginning of a result that never moves is told nothing of the rest. */
    private void upTo(String query) {
        List<Then> same = answered.stream().filter(t -> t.query.equals(query)).toList();
        Then then = same.get(random.nextInt(same.size()));
        if (then.ids.isEmpty()) return;
        List<String> had = then.ids.subList(0, 1 + random.nextInt(then.ids.size()));
        List<String> now = ids(call("EmailSubmission/query", query).get("ids"));
        int last = now.indexOf(had.getLast());
        if (last < 0) return;
        JsonNode changes = call(
                "EmailSubmission/queryChanges",
                query + ",'sinceQueryState':'" + then.state + "','upToId':'" + had.getLast() + "'");
        assertEquals(now.subList(0, last + 1), follow(had, changes), "seed " + seed + " " + changes);
    }
}
