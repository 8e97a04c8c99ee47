// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.base.Deadline;
import tools.jackson.databind.JsonNode;

/** The methods over the real store, one behaviour each. */
class MethodsTest {
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

    private static String in(String mailbox) {
        return "{'" + mailbox + "':true}";
    }

    private static JsonNode get(String id, String arguments) {
        return house.call("ada", "Email/get", "{'ids':['" + id + "']" + arguments + "}")
                .get("list")
                .get(0);
    }

    private static JsonNode create(String properties) {
        return house.call("ada", "Email/set", "{'create':{'k':" + properties + "}}");
    }

    @Test
    void aBackReferenceWithAStarCollectsFromEveryItem() {
        house.email("ada", in(inbox), "{}", "starred", "");
        JsonNode responses = house.calls(
                "ada",
                "Email/query",
                "{'filter':{'inMailbox':'" + inbox + "'}}",
                "Email/get",
                "{'#ids':{'resultOf':'c0','name':'Email/query','path':'/ids'},'properties':['threadId']}",
                "Thread/get",
                "{'#ids':{'resultOf':'c1','name':'Email/get','path':'/list/*/threadId'}}",
                "Email/get",
                "{'#ids':{'resultOf':'c2','name':'Thread/get','path':'/list/*/emailIds'},'properties':['id']}");
        assertEquals(
                responses.get(0).get(1).get("ids").size(),
                responses.get(3).get(1).get("list").size());
        assertFalse(responses.get(3).get(1).get("list").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Email/query | {'filter':{'header':['X']}} | unsupportedFilter",
                "Email/query | {'filter':{'nonsense':1}} | unsupportedFilter",
                "Mailbox/query | {'sort':[{'property':'name','collation':'i;klingon'}]} | unsupportedSort",
                "Email/query | {'filter':{'operator':'XOR','conditions':[]}} | invalidArguments",
                "Email/query | {'anchor':'nothing'} | anchorNotFound",
                "Email/query | {'accountId':'nobody'} | accountNotFound",
                "Email/get | {} | invalidArguments",
                "Email/get | {'ids':[],'properties':['colour']} | invalidArguments",
                "Email/get | {'ids':[],'properties':['header:From:asDate']} | invalidArguments",
                "Email/get | {'ids':[1]} | invalidArguments",
                "Email/changes | {'sinceState':'not a state'} | cannotCalculateChanges",
                "Email/changes | {'sinceState':'999999999'} | cannotCalculateChanges",
                "Email/queryChanges | {'sinceQueryState':'1','filter':{'text':'a'}} | cannotCalculateChanges",
                "Email/set | {'ifInState':'0'} | stateMismatch",
                "Email/import | {} | invalidArguments",
                "Blob/lookup | {} | unknownMethod",
                "Mailbox/get | {'ids':null,'surprise':true} | invalidArguments",
            })
    void aMethodErrorHasItsType(String method, String arguments, String type) {
        assertEquals(type, house.error("ada", method, arguments));
    }

    @Test
    void anotherPersonsAccountDoesNotExist() {
        assertEquals(
                "accountNotFound", house.error("ben", "Mailbox/get", "{'accountId':'" + house.account("ada") + "'}"));
    }

    @Test
    void everyErrorNamesItsProblem() {
        JsonNode error = house.calls("ada", "Blob/lookup", "{}").get(0).get(1);
        assertEquals("KB2031", error.get("kb").asString());
        assertTrue(error.get("description").asString().contains("Blob/lookup"));
    }

    @Test
    void aMessageIsWrittenFromItsPartsAndReadBack() {
        JsonNode set = create("{'mailboxIds':" + in(drafts) + ",'keywords':{'$draft':true},"
                + "'from':[{'name':'Ada Löv','email':'ada@demo.test'}],'to':[{'email':'ben@demo.test'}],"
                + "'subject':'Grüße','header:X-Colour:asText':'blüe',"
                + "'textBody':[{'partId':'t'}],'htmlBody':[{'partId':'h','type':'text/html'}],"
                + "'bodyValues':{'t':{'value':'plain'},'h':{'value':'<b>rich</b>'}}}");
        String id = set.get("created").get("k").get("id").asString();
        JsonNode email = get(
                id,
                ",'fetchAllBodyValues':true,'properties':['subject','from','bodyValues','textBody',"
                        + "'htmlBody','header:X-Colour:asText','messageId','sentAt']");
        assertEquals("Grüße", email.get("subject").asString());
        assertEquals("Ada Löv", email.get("from").get(0).get("name").asString());
        assertEquals("blüe", email.get("header:X-Colour:asText").asString());
        String text = email.get("textBody").get(0).get("partId").asString();
        assertEquals("plain", email.get("bodyValues").get(text).get("value").asString());
        assertFalse(email.get("messageId").isNull());
        assertFalse(email.get("sentAt").isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'subject':'no mailbox'}",
                "{'mailboxIds':{}}",
                "{'mailboxIds':{'f0':true}}",
                "{'mailboxIds':IN,'subject':'a\\r\\nBcc: x@y.test'}",
                "{'mailboxIds':IN,'from':[{'name':'a\\nb','email':'ada@demo.test'}]}",
                "{'mailboxIds':IN,'headers':[]}",
                "{'mailboxIds':IN,'subject':'a','header:Subject:asText':'b'}",
                "{'mailboxIds':IN,'header:Content-Type:asText':'text/html'}",
                "{'mailboxIds':IN,'textBody':[{'partId':'1'}]}",
                "{'mailboxIds':IN,'textBody':[{'partId':'1','type':'text/html'}],'bodyValues':{'1':{'value':'x'}}}",
                "{'mailboxIds':IN,'bodyStructure':{'partId':'1'},'textBody':[],'bodyValues':{}}",
                "{'mailboxIds':IN,'bodyStructure':{'type':'multipart/mixed','subParts':[]}}",
                "{'mailboxIds':IN,'keywords':{'a b':true}}",
                "{'mailboxIds':IN,'keywords':{'$seen':false}}",
                "{'mailboxIds':IN,'receivedAt':'yesterday'}",
                "{'mailboxIds':IN,'receivedAt':'+999999999-12-31T23:59:59Z'}",
                "{'mailboxIds':IN,'sentAt':'0005-01-01T00:00:00Z'}",
                "{'mailboxIds':IN,'subject':'a','bodyStructure':{'partId':'1','header:Subject':'b'},'bodyValues':{'1':{'value':'x'}}}",
                "{'mailboxIds':IN,'bodyStructure':{'partId':'1','header:X':'b','header:x':'c'},'bodyValues':{'1':{'value':'x'}}}",
                "{'mailboxIds':IN,'size':1}"
            })
    void anEmailThatMakesNoSenseIsRefusedAsInvalidProperties(String properties) {
        JsonNode set = create(properties.replace("IN", in(drafts)));
        assertEquals(
                "invalidProperties",
                set.path("notCreated").path("k").path("type").asString(""),
                set.toString());
    }

    @Test
    void aMissingBlobIsNamed() {
        JsonNode error = create("{'mailboxIds':" + in(drafts) + ",'attachments':[{'blobId':'u0000000000000'}]}")
                .get("notCreated")
                .get("k");
        assertEquals("blobNotFound", error.get("type").asString());
        assertEquals("u0000000000000", error.get("notFound").get(0).asString());
    }

    @Test
    void aDraftIsReplacedInOneCallAndASecondReplacementIsAConflict() {
        String first = house.email("ada", in(drafts), "{'$draft':true}", "one", "");
        String save = "{'create':{'k':{'mailboxIds':" + in(drafts)
                + ",'keywords':{'$draft':true},'subject':'two'}},'destroy':['" + first + "']}";
        JsonNode saved = house.call("ada", "Email/set", save);
        assertEquals(first, saved.get("destroyed").get(0).asString());
        JsonNode again = house.call("ada", "Email/set", save);
        assertEquals("conflict", again.get("notCreated").get("k").get("type").asString());
        assertEquals("KB1208", again.get("notCreated").get("k").get("kb").asString());
        assertTrue(again.get("created").isNull());
    }

    @Test
    void aPatchChangesOneKeywordAndOneMailbox() {
        String id = house.email("ada", in(inbox), "{'blue':true}", "patched", "");
        house.call(
                "ada",
                "Email/set",
                "{'update':{'" + id + "':{'keywords/$seen':true,'keywords/blue':null,'mailboxIds/" + drafts
                        + "':true}}}");
        JsonNode email = get(id, ",'properties':['keywords','mailboxIds']");
        assertEquals("{\"$seen\":true}", email.get("keywords").toString());
        assertEquals(2, email.get("mailboxIds").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'subject':'new'}",
                "{'mailboxIds':{}}",
                "{'mailboxIds/nowhere':true}",
                "{'keywords/$seen':false}"
            })
    void aPatchThatCannotBeAppliedChangesNothing(String patch) {
        String id = house.email("ada", in(inbox), "{}", "kept", "");
        JsonNode set = house.call("ada", "Email/set", "{'update':{'" + id + "':" + patch + "}}");
        assertEquals(
                "invalidProperties", set.get("notUpdated").get(id).get("type").asString());
    }

    @Test
    void aPatchWithinAnotherIsInvalid() {
        String id = house.email("ada", in(inbox), "{}", "kept", "");
        JsonNode set =
                house.call("ada", "Email/set", "{'update':{'" + id + "':{'keywords':{},'keywords/$seen':true}}}");
        assertEquals("invalidPatch", set.get("notUpdated").get(id).get("type").asString());
    }

    @Test
    void statesOfASetAreThoseOfItsOwnCommit() {
        String before =
                house.call("ada", "Email/get", "{'ids':[]}").get("state").asString();
        JsonNode set = create("{'mailboxIds':" + in(inbox) + "}");
        assertEquals(before, set.get("oldState").asString());
        assertEquals(
                set.get("newState").asString(),
                house.call("ada", "Email/get", "{'ids':[]}").get("state").asString());
        JsonNode changes = house.call("ada", "Email/changes", "{'sinceState':'" + before + "'}");
        assertEquals(
                set.get("created").get("k").get("id"), changes.get("created").get(0));
    }

    @Test
    void aCreationIdStandsForItsIdInLaterCalls() {
        JsonNode responses = house.calls(
                "ada",
                "Mailbox/set",
                "{'create':{'m':{'name':'Later'}}}",
                "Email/set",
                "{'create':{'e':{'mailboxIds':{'#m':true},'subject':'in Later'}}}",
                "Email/get",
                "{'ids':['#e'],'properties':['mailboxIds']}");
        String mailbox =
                responses.get(0).get(1).get("created").get("m").get("id").asString();
        assertTrue(responses.get(2).get(1).get("list").get(0).get("mailboxIds").has(mailbox), responses.toString());
    }

    @Test
    void mailboxesBelowOneAnotherAreMadeInOneCallAndDestroyedInAnyOrder() {
        JsonNode made = house.call(
                        "ada", "Mailbox/set", "{'create':{'b':{'name':'Below','parentId':'#t'},'t':{'name':'Top'}}}")
                .get("created");
        String top = made.get("t").get("id").asString();
        String below = made.get("b").get("id").asString();
        JsonNode refused = house.call("ada", "Mailbox/set", "{'destroy':['" + top + "']}");
        assertEquals(
                "mailboxHasChild",
                refused.get("notDestroyed").get(top).get("type").asString());
        house.email("ada", in(below), "{}", "inside", "");
        JsonNode full = house.call("ada", "Mailbox/set", "{'destroy':['" + below + "']}");
        assertEquals(
                "mailboxHasEmail",
                full.get("notDestroyed").get(below).get("type").asString());
        JsonNode gone = house.call(
                "ada", "Mailbox/set", "{'destroy':['" + top + "','" + below + "'],'onDestroyRemoveEmails':true}");
        assertEquals(2, gone.get("destroyed").size(), gone.toString());
    }

    @Test
    void countsAloneAreToldAsSuch() {
        String state =
                house.call("ada", "Mailbox/get", "{'ids':[]}").get("state").asString();
        house.email("ada", in(inbox), "{}", "counts", "");
        JsonNode changes = house.call("ada", "Mailbox/changes", "{'sinceState':'" + state + "'}");
        assertEquals(4, changes.get("updatedProperties").size());
        house.call("ada", "Mailbox/set", "{'update':{'" + drafts + "':{'sortOrder':9}}}");
        JsonNode more = house.call("ada", "Mailbox/changes", "{'sinceState':'" + state + "'}");
        assertTrue(more.get("updatedProperties").isNull());
    }

    @Test
    void aSearchSaysHowFarItGot() {
        house.email("ada", in(inbox), "{}", "zebra crossing", "");
        JsonNode found = house.call("ada", "Email/query", "{'filter':{'text':'zebra'}}");
        assertEquals(1, found.get("ids").size());
        assertTrue(found.get("searched").get("complete").asBoolean());
        assertTrue(found.get("searched").has("untilDate"));
        assertFalse(found.get("canCalculateChanges").asBoolean());
    }

    @Test
    void aSentMessageArrivesWithoutItsBccAndItsDraftMoves() {
        String identity = house.call("ada", "Identity/get", "{}")
                .get("list")
                .get(0)
                .get("id")
                .asString();
        String sent = house.mailbox("ada", "sent");
        JsonNode responses = house.calls(
                "ada",
                "Email/set",
                "{'create':{'m':{'mailboxIds':" + in(drafts) + ",'keywords':{'$draft':true},"
                        + "'from':[{'email':'ada@demo.test'}],'to':[{'email':'ben@demo.test'}],"
                        + "'bcc':[{'email':'root@demo.test'}],'subject':'delivered once'}}}",
                "EmailSubmission/set",
                "{'create':{'s':{'identityId':'" + identity + "','emailId':'#m'}},'onSuccessUpdateEmail':{'#s':{"
                        + "'mailboxIds/" + drafts + "':null,'mailboxIds/" + sent + "':true,'keywords/$draft':null}}}");
        assertEquals("Email/set", responses.get(2).get(0).asString(), responses.toString());
        String id = responses.get(0).get(1).get("created").get("m").get("id").asString();
        JsonNode email = get(id, ",'properties':['mailboxIds','keywords']");
        assertTrue(email.get("mailboxIds").has(sent) && email.get("mailboxIds").size() == 1);
        JsonNode arrived = arrived("ben", "delivered once");
        assertTrue(arrived.get("bcc").isNull());
        assertTrue(arrived("root", "delivered once").get("bcc").isNull());
    }

    private static JsonNode arrived(String name, String subject) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), house.clock);
        while (!deadline.passed(house.clock)) {
            JsonNode responses = house.calls(
                    name,
                    "Email/query",
                    "{'filter':{'subject':'\\\"" + subject + "\\\"'}}",
                    "Email/get",
                    "{'#ids':{'resultOf':'c0','name':'Email/query','path':'/ids'},'properties':['bcc','subject']}");
            JsonNode list = responses.get(1).get(1).get("list");
            if (!list.isEmpty()) return list.get(0);
            house.clock.pause(Duration.ofMillis(50));
        }
        throw new AssertionError("nothing arrived at " + name);
    }

    @Test
    void aMessageThatWaitsCanBeTakenBack() {
        String identity = house.call("ada", "Identity/get", "{}")
                .get("list")
                .get(0)
                .get("id")
                .asString();
        String id = house.email(
                "ada",
                in(drafts),
                "{'$draft':true}",
                "waits",
                ",'from':[{'email':'ada@demo.test'}],'to':[{'email':'ben@demo.test'}]");
        String later = house.clock.now().plusSeconds(3600).toString();
        JsonNode made = house.call(
                        "ada",
                        "EmailSubmission/set",
                        "{'create':{'s':{'identityId':'" + identity + "','emailId':'" + id + "','sendAt':'" + later
                                + "'}}}")
                .get("created")
                .get("s");
        assertEquals("pending", made.get("undoStatus").asString());
        String submission = made.get("id").asString();
        house.call("ada", "EmailSubmission/set", "{'update':{'" + submission + "':{'undoStatus':'canceled'}}}");
        JsonNode now = house.call("ada", "EmailSubmission/get", "{'ids':['" + submission + "']}");
        assertEquals("canceled", now.get("list").get(0).get("undoStatus").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "ada@demo.test, nobody@demo.test, invalidRecipients, KB1401",
        "ada@demo.test, someone@elsewhere.example, invalidRecipients, KB1403",
        "ben@demo.test, ada@demo.test, forbiddenFrom, KB1406"
    })
    void aMessageThatCannotBeSentSaysWhy(String from, String to, String type, String problem) {
        String identity = house.call("ada", "Identity/get", "{}")
                .get("list")
                .get(0)
                .get("id")
                .asString();
        String id = house.email(
                "ada",
                in(drafts),
                "{'$draft':true}",
                "refused",
                ",'from':[{'email':'" + from + "'}],'to':[{'email':'" + to + "'}]");
        JsonNode error = house.call(
                        "ada",
                        "EmailSubmission/set",
                        "{'create':{'s':{'identityId':'" + identity + "','emailId':'" + id + "'}}}")
                .get("notCreated")
                .get("s");
        assertEquals(type, error.get("type").asString(), error.toString());
        assertEquals(problem, error.get("kb").asString(), error.toString());
    }

    @Test
    void preferencesKeepWhatTheyDoNotKnow() {
        house.call("ben", "Preferences/set", "{'update':{'singleton':{'theme':'dark','later':{'a':1}}}}");
        JsonNode preferences =
                house.call("ben", "Preferences/get", "{}").get("list").get(0);
        assertEquals("dark", preferences.get("theme").asString());
        assertEquals(1, preferences.get("later").get("a").asInt());
        assertEquals("standard", preferences.get("density").asString());
    }

    @Test
    void theQuotaGrowsByWhatIsStored() {
        JsonNode before = house.call("ada", "Quota/get", "{}").get("list").get(0);
        house.email("ada", in(inbox), "{}", "counted", "");
        JsonNode after = house.call("ada", "Quota/get", "{}").get("list").get(0);
        assertTrue(after.get("used").asLong() > before.get("used").asLong(), after::toString);
        assertTrue(after.get("hardLimit").asLong() > after.get("used").asLong(), after::toString);
        assertEquals("octets", after.get("resourceType").asString());
    }

    @Test
    void anAppPasswordIsShownOnceAndRevoked() {
        JsonNode made = house.call("ben", "AppPassword/set", "{'create':{'k':{'name':'phone','services':['imap']}}}")
                .get("created")
                .get("k");
        assertTrue(made.get("secret").asString().length() > 20);
        JsonNode listed = house.call("ben", "AppPassword/get", "{}").get("list");
        assertEquals(1, listed.size());
        assertFalse(listed.get(0).has("secret"));
        house.call("ben", "AppPassword/set", "{'destroy':['" + made.get("id").asString() + "']}");
        assertTrue(house.call("ben", "AppPassword/get", "{}").get("list").isEmpty());
    }

    @Test
    void aPasswordChangeNeedsThePresentOne() {
        assertEquals(
                "forbidden", house.error("ben", "Password/change", "{'current':'wrong','next':'another long one'}"));
        assertEquals(
                "invalidArguments",
                house.error("ben", "Password/change", "{'current':'correct horse battery','next':'short'}"));
    }
}
