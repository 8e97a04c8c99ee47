// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The vacation response: kept, and honest about not being sent. */
class VacationTest {
    @TempDir
    static Path folder;

    private static JmapHouse house;

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static JsonNode get(String name) {
        return house.call(name, "VacationResponse/get", "{}").get("list").get(0);
    }

    private static JsonNode update(String name, String patch) {
        return house.call(name, "VacationResponse/set", "{'update':{'singleton':" + patch + "}}");
    }

    @Test
    void beforeAnythingIsSetItIsOffAndEmpty() {
        assertEquals(
                "{\"id\":\"singleton\",\"isEnabled\":false,\"fromDate\":null,\"toDate\":null,\"subject\":null,"
                        + "\"textBody\":null,\"htmlBody\":null}",
                get("root").toString());
    }

    @Test
    void whatIsSetIsKeptAndTheStateTellsOfIt() {
        String before = house.call("ada", "VacationResponse/get", "{'ids':[]}")
                .get("state")
                .asString();
        JsonNode set = update(
                "ada",
                "{'isEnabled':false,'fromDate':'2027-01-01T00:00:00Z','subject':'Away','textBody':'Back in May.\\nAda'}");
        assertTrue(set.get("updated").has("singleton"), set.toString());
        assertEquals(before, set.get("oldState").asString());
        assertNotEquals(before, set.get("newState").asString());
        assertEquals("Away", get("ada").get("subject").asString());
        assertEquals("2027-01-01T00:00:00Z", get("ada").get("fromDate").asString());
        update("ada", "{'subject':null}");
        assertTrue(get("ada").get("subject").isNull());
        assertEquals("Back in May.\nAda", get("ada").get("textBody").asString());
        String now = house.call("ada", "VacationResponse/get", "{'ids':[]}")
                .get("state")
                .asString();
        assertEquals(now, update("ada", "{'subject':null}").get("newState").asString());
    }

    @Test
    void itCannotBeSwitchedOnAsLongAsNothingIsSent() {
        JsonNode error = update("ben", "{'isEnabled':true,'subject':'Away'}")
                .get("notUpdated")
                .get("singleton");
        assertEquals("invalidProperties", error.get("type").asString());
        assertEquals("isEnabled", error.get("properties").get(0).asString());
        assertEquals("KB2008", error.get("kb").asString());
        assertTrue(error.get("description").asString().startsWith("Answering mail by itself"));
        assertFalse(get("ben").get("isEnabled").asBoolean());
        assertTrue(get("ben").get("subject").isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'isEnabled':'yes'} | invalidProperties",
                "{'isEnabled':null} | invalidProperties",
                "{'fromDate':'tomorrow'} | invalidProperties",
                "{'toDate':'2027-01-01T00:00:00+01:00'} | invalidProperties",
                "{'textBody':7} | invalidProperties",
                "{'subject':'a\\nBcc: x@y.test'} | invalidProperties",
                "{'colour':'red'} | invalidProperties",
                "{'id':'other'} | invalidProperties",
                "{'subject/x':'a'} | invalidPatch",
            })
    void aPatchThatMakesNoSenseIsRefused(String patch, String type) {
        JsonNode set = update("ben", patch);
        assertEquals(type, set.path("notUpdated").path("singleton").path("type").asString(""), set.toString());
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        JsonNode set = update("ben", "{'textBody':'" + "x".repeat(60_000) + "'}");
        assertEquals(
                "tooLarge", set.get("notUpdated").get("singleton").get("type").asString());
    }

    @Test
    void thereIsExactlyOne() {
        JsonNode set = house.call(
                "ben", "VacationResponse/set", "{'create':{'k':{}},'destroy':['singleton'],'update':{'other':{}}}");
        assertEquals("singleton", set.get("notCreated").get("k").get("type").asString());
        assertEquals(
                "singleton",
                set.get("notDestroyed").get("singleton").get("type").asString());
        assertEquals("notFound", set.get("notUpdated").get("other").get("type").asString());
        JsonNode got =
                house.call("ben", "VacationResponse/get", "{'ids':['other','singleton'],'properties':['subject']}");
        assertEquals("other", got.get("notFound").get(0).asString());
        assertEquals(
                "{\"id\":\"singleton\",\"subject\":null}",
                got.get("list").get(0).toString());
    }

    @Test
    void aCallOnAnOldStateIsRefused() {
        assertEquals(
                "stateMismatch",
                house.error("ben", "VacationResponse/set", "{'ifInState':'old','update':{'singleton':{}}}"));
        assertEquals("invalidArguments", house.error("ben", "VacationResponse/get", "{'properties':['colour']}"));
    }
}
