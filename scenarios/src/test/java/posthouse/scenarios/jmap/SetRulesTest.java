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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for every /set; and the vacation response: kept, and honest about not being sent. */
class SetRulesTest {
    @TempDir
    static Path folder;

    private static JmapHouse house;
    private static String inbox;
    private static String drafts;

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
        inbox = house.mailbox("ada", "inbox");
        drafts = house.mailbox("ada", "drafts");
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

    @ParameterizedTest
    @ValueSource(strings = {"Mailbox", "Identity", "Email", "EmailSubmission", "VacationResponse", "Preferences"})
    void aWholeObjectMayBeGivenBackAsItIs(String type) {
        String waits = submission("'sendAt':'" + later() + "'")
                .get("created")
                .get("s")
                .get("id")
                .asString();
        String ids = switch (type) {
            case "Email" -> "{'ids':['" + house.email("ada", in(inbox), "{'red':true}", "whole", "") + "']}";
            case "EmailSubmission" -> "{'ids':['" + waits + "']}";
            default -> "{'ids':null}";
        };
        for (JsonNode whole : house.call("ada", type + "/get", ids).get("list")) {
            String id = whole.get("id").asString();
            JsonNode set = house.call("ada", type + "/set", "{'update':{'" + id + "':" + whole + "}}");
            assertTrue(set.path("updated").has(id), set.toString());
            JsonNode other = house.call("ada", type + "/set", "{'update':{'" + id + "':{'id':'x'}}}");
            assertEquals(
                    "invalidProperties",
                    other.get("notUpdated").get(id).get("type").asString());
        }
    }

    private static String later() {
        return house.clock.now().plusSeconds(3600).toString();
    }

    private static JsonNode submission(String more) {
        String identity = house.call("ada", "Identity/get", "{}")
                .get("list")
                .get(0)
                .get("id")
                .asString();
        String id = house.email(
                "ada",
                in(drafts),
                "{'$draft':true}",
                "to be sent",
                ",'from':[{'email':'ada@demo.test'}],'to':[{'email':'ben@demo.test'}]");
        return house.call(
                "ada",
                "EmailSubmission/set",
                "{'create':{'s':{'identityId':'" + identity + "','emailId':'" + id + "'," + more + "}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'envelope':'nobody'",
                "'envelope':{}",
                "'envelope':{'mailFrom':{'email':'ada@demo.test'}}",
                "'envelope':{'rcptTo':[{'email':'ben@demo.test'}]}",
                "'envelope':{'mailFrom':FROM,'rcptTo':[{'email':'ben@demo.test','parameters':{'NOTIFY':'NEVER'}}]}",
                "'envelope':{'mailFrom':{'email':'ada@demo.test','parameters':{'HOLDFOR':'9223372036854775807'}},'rcptTo':[]}",
                "'sendAt':5",
                "'sendAt':'tomorrow'"
            })
    void anEnvelopeOrTimeThatCannotBeKeptToSendsNothing(String more) {
        JsonNode set = submission(more.replace("FROM", "{'email':'ada@demo.test'}"));
        assertEquals(
                "invalidProperties",
                set.path("notCreated").path("s").path("type").asString(""),
                set.toString());
    }

    @Test
    void aRefusalSaysWhatIsWrongAndNotThatALineBreakIs() {
        JsonNode error = house.call(
                        "ada", "Email/set", "{'create':{'k':{'mailboxIds':" + in(drafts) + ",'messageId':['a b']}}}")
                .get("notCreated")
                .get("k");
        assertEquals("KB2005", error.get("kb").asString());
        assertFalse(error.get("description").asString().contains("line break"), error.toString());
    }

    @Test
    void aNameThatIsTakenLeadsToTheMailboxThatHasIt() {
        String set = "{'create':{'m':{'name':'Taken'}}}";
        String first = house.call("ada", "Mailbox/set", set)
                .get("created")
                .get("m")
                .get("id")
                .asString();
        JsonNode error = house.call("ada", "Mailbox/set", set).get("notCreated").get("m");
        assertEquals("alreadyExists", error.get("type").asString());
        assertEquals(first, error.get("existingId").asString());
    }

    @Test
    void whatACallMakesItMayDestroy() {
        for (String call : new String[] {
            "Mailbox/set {'create':{'m':{'name':'Short'}},'destroy':['#m']}",
            "Email/set {'create':{'m':{'mailboxIds':" + in(inbox) + "}},'destroy':['#m']}"
        }) {
            JsonNode set = house.call("ada", call.substring(0, call.indexOf(' ')), call.substring(call.indexOf('{')));
            assertEquals(
                    set.get("created").get("m").get("id"), set.get("destroyed").get(0), set.toString());
        }
    }

    private static String in(String mailbox) {
        return "{'" + mailbox + "':true}";
    }
}
