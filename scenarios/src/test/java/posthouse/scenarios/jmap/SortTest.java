// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The orders that a list does not have by itself. */
class SortTest {
    @TempDir
    static Path folder;

    private static JmapHouse house;
    private static String inbox;

    /** The letter of each email by its id. */
    private static final Map<String, String> LETTERS = new HashMap<>();

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
        inbox = house.mailbox("ada", "inbox");
        // Arrived in the order of their letters; C answers A.
        put("a", "[list] Re: beta", "'Zoe'", "2001-01-03T00:00:00Z", "2020-01-01T00:00:00Z", 400, "{'red':true}");
        put("b", "Fwd: Älpha (fwd)", "'adam'", "2001-01-01T00:00:00Z", "2020-01-02T00:00:00Z", 9, "{}");
        put("c", "beta", "null", "2001-01-02T00:00:00Z", "2020-01-03T00:00:00Z", 2000, "{}");
        put("d", "alpha", "''", "2001-01-04T00:00:00Z", "2020-01-04T00:00:00Z", 90, "{'red':true}");
    }

    private static void put(
            String letter, String subject, String name, String sent, String received, int octets, String keywords) {
        String thread = letter.equals("c") ? "a" : letter;
        String id = house.email(
                "ada",
                "{'" + inbox + "':true}",
                keywords,
                subject,
                ",'receivedAt':'" + received + "','sentAt':'" + sent + "','messageId':['" + letter
                        + "@demo.test'],'references':['" + thread + "@demo.test'],'from':[{'name':" + name
                        + ",'email':'" + letter + letter + "@demo.test'}],'to':[{'email':'"
                        + (char) ('z' - letter.charAt(0) + 'a')
                        + "@demo.test'}],'textBody':[{'partId':'t'}],'bodyValues':{'t':{'value':'"
                        + "x".repeat(octets) + "'}}");
        LETTERS.put(id, letter);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String query(String arguments) {
        return letters(house.call("ada", "Email/query", "{'filter':{'inMailbox':'" + inbox + "'}," + arguments + "}"));
    }

    private static String letters(JsonNode answer) {
        List<String> letters = new ArrayList<>();
        for (JsonNode id : answer.get("ids")) letters.add(LETTERS.getOrDefault(id.asString(), "?"));
        return String.join("", letters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'property':'sentAt'} | bcad | dacb",
                "{'property':'from'} | bcda | adcb",
                "{'property':'to'} | dcba | abcd",
                "{'property':'size'} | bdac | cadb",
                "{'property':'subject'} | dbca | cabd",
                "{'property':'subject','collation':'i;ascii-casemap'} | dcab | bcad",
                "{'property':'hasKeyword','keyword':'RED'} | cbda | dacb",
                "{'property':'allInThreadHaveKeyword','keyword':'red'} | cbad | dcba",
                "{'property':'someInThreadHaveKeyword','keyword':'red'} | bdca | dcab",
            })
    void aResultIsSortedBothWays(String comparator, String ascending, String descending) {
        assertEquals(ascending, query("'sort':[" + comparator + "]"));
        assertEquals(descending, query("'sort':[" + comparator.replace("}", ",'isAscending':false}") + "]"));
    }

    @Test
    void whatIsEqualByTheFirstIsSortedByTheNext() {
        String red = "{'property':'hasKeyword','keyword':'red','isAscending':false}";
        assertEquals("adbc", query("'sort':[" + red + ",{'property':'receivedAt'}]"));
        assertEquals("dabc", query("'sort':[" + red + ",{'property':'size'}]"));
        assertEquals("dabc", query("'sort':[" + red + ",{'property':'subject'},{'property':'size'}]"));
    }

    @Test
    void aThreadStandsWhereTheFirstOfItsEmailsDoes() {
        String size = "'sort':[{'property':'size'}],'collapseThreads':true,'calculateTotal':true";
        assertEquals("bda", query(size));
        JsonNode answer = house.call("ada", "Email/query", "{'filter':{'inMailbox':'" + inbox + "'}," + size + "}");
        assertEquals(3, answer.get("total").asInt());
        assertEquals("cdb", query("'sort':[{'property':'size','isAscending':false}],'collapseThreads':true"));
    }

    @Test
    void aWindowIsCutFromTheSortedResult() {
        String size = "'sort':[{'property':'size'}],";
        String anchor = LETTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals("a"))
                .findFirst()
                .orElseThrow()
                .getKey();
        assertEquals("da", query(size + "'position':1,'limit':2"));
        assertEquals("c", query(size + "'position':-1"));
        assertEquals("da", query(size + "'anchor':'" + anchor + "','anchorOffset':-1,'limit':2"));
        assertEquals("", query(size + "'position':9"));
    }

    @Test
    void aFilterIsAppliedBeforeTheSort() {
        assertEquals(
                "da",
                letters(house.call(
                        "ada", "Email/query", "{'filter':{'hasKeyword':'red'},'sort':[{'property':'subject'}]}")));
        assertEquals(
                "ca",
                letters(house.call("ada", "Email/query", "{'filter':{'text':'beta'},'sort':[{'property':'sentAt'}]}")));
    }

    @Test
    void suchAResultSaysThatItsChangesAreNotTold() {
        JsonNode answer = house.call("ada", "Email/query", "{'sort':[{'property':'size'}]}");
        assertFalse(answer.get("canCalculateChanges").asBoolean());
        assertEquals(
                "cannotCalculateChanges",
                house.error(
                        "ada",
                        "Email/queryChanges",
                        "{'sort':[{'property':'size'}],'sinceQueryState':'"
                                + answer.get("queryState").asString() + "'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'property':'colour'}] | unsupportedSort",
                "[{'property':'size'},{'property':'colour'}] | unsupportedSort",
                "[{'property':'subject','collation':'i;klingon'}] | unsupportedSort",
                "[{'property':'hasKeyword'}] | invalidArguments",
                "[{'property':'hasKeyword','keyword':7}] | invalidArguments",
                "[{'property':'size','keyword':'red'}] | invalidArguments",
                "[{'property':'size','isAscending':'no'}] | invalidArguments",
                "[{}] | invalidArguments",
                "['size'] | invalidArguments",
                "{'property':'size'} | invalidArguments",
            })
    void aSortThatMakesNoSenseIsRefused(String sort, String type) {
        assertEquals(type, house.error("ada", "Email/query", "{'sort':" + sort + "}"));
    }

    @Test
    void moreComparatorsThanAnybodyNeedsAreRefused() {
        String many = "{'property':'size'},".repeat(16) + "{'property':'from'}";
        assertEquals("unsupportedSort", house.error("ada", "Email/query", "{'sort':[" + many + "]}"));
    }

    @Test
    void theSessionNamesEverySortThatThereIs() throws Exception {
        var names = new ArrayList<String>();
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(house.base() + "/jmap/session"))
                .header("Authorization", "Bearer ada")
                .build();
        JsonNode session = JmapHouse.JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        session.get("accounts")
                .get(house.account("ada"))
                .get("accountCapabilities")
                .get("urn:ietf:params:jmap:mail")
                .get("emailQuerySortOptions")
                .forEach(name -> names.add(name.asString()));
        assertEquals(9, names.size());
        for (String name : names) {
            String keyword = name.endsWith("Keyword") ? ",'keyword':'red'" : "";
            assertTrue(
                    query("'sort':[{'property':'" + name + "'" + keyword + "}]").length() == 4, name);
        }
    }
}
