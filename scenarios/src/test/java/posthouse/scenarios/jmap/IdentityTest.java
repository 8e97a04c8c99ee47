// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.base.Principal;
import tools.jackson.databind.JsonNode;

/** Who one may write as, and where blobs may not be copied. */
class IdentityTest {
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    @TempDir
    static Path folder;

    private static JmapHouse house;

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
        for (String alias : new String[] {"info@demo.test", "former@demo.test"})
            house.directory.addAlias(CONTROL, alias, house.person("ada").id());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static JsonNode set(String what) {
        return house.call("ada", "Identity/set", "{" + what + "}");
    }

    private static JsonNode of(String email) {
        for (JsonNode each : house.call("ada", "Identity/get", "{}").get("list"))
            if (each.get("email").asString().equals(email)) return each;
        throw new AssertionError(email);
    }

    @Test
    void eachAddressHasOneThatStays() {
        JsonNode list = house.call("ada", "Identity/get", "{}").get("list");
        assertEquals("ada@demo.test", list.get(0).get("email").asString());
        assertFalse(of("info@demo.test").get("mayDelete").asBoolean());
        String id = of("info@demo.test").get("id").asString();
        JsonNode refused = set("'destroy':['" + id + "']").get("notDestroyed").get(id);
        assertEquals("forbidden", refused.get("type").asString());
        assertEquals("KB2102", refused.get("kb").asString());
    }

    @Test
    void thatOfAnAddressThatWasTakenAwayMayGo() {
        String id = of("former@demo.test").get("id").asString();
        house.directory.deleteAlias(CONTROL, "former@demo.test");
        assertTrue(of("former@demo.test").get("mayDelete").asBoolean());
        assertEquals(id, set("'destroy':['" + id + "']").get("destroyed").get(0).asString());
    }

    @ParameterizedTest
    @CsvSource({
        "info@demo.test, true",
        "ada+press@demo.test, true",
        "INFO+x@demo.test, true",
        "ben@demo.test, false",
        "ada@elsewhere.test, false",
        "ada+a b@demo.test, false"
    })
    void oneMoreIsOfAnAddressOfOnesOwn(String email, boolean may) {
        JsonNode answer = set("'create':{'k':{'name':'Press','email':'" + email + "'}}");
        if (may) {
            JsonNode made = answer.get("created").get("k");
            assertTrue(made.get("mayDelete").asBoolean());
            set("'destroy':['" + made.get("id").asString() + "']");
        } else {
            JsonNode refused = answer.get("notCreated").get("k");
            assertEquals("forbiddenFrom", refused.get("type").asString());
            assertEquals("KB1406", refused.get("kb").asString());
        }
    }

    @Test
    void whatIsSetIsKept() {
        String id = of("info@demo.test").get("id").asString();
        set("'update':{'" + id + "':{'name':'Front desk','replyTo':[{'name':null,'email':'ada@demo.test'}],"
                + "'bcc':[{'email':'root@demo.test'}],'textSignature':'Ada','htmlSignature':'<b>Ada</b>'}}");
        JsonNode kept = of("info@demo.test");
        assertEquals("Front desk", kept.get("name").asString());
        assertEquals("ada@demo.test", kept.get("replyTo").get(0).get("email").asString());
        assertEquals("root@demo.test", kept.get("bcc").get(0).get("email").asString());
        assertEquals("<b>Ada</b>", kept.get("htmlSignature").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'replyTo':[{'name':'x'}]",
                "'replyTo':['ada@demo.test']",
                "'bcc':[{'email':'a@b.test','age':1}]",
                "'bcc':[{'email':'a@b.test','name':1}]",
                "'bcc':[{'email':'a@b.test\\r\\nX: y'}]",
                "'name':'a\\nb'",
                "'email':'ben@demo.test'",
                "'colour':'red'",
            })
    void whatNoHeaderCanHoldIsRefused(String patch) {
        String id = of("ada@demo.test").get("id").asString();
        JsonNode refused =
                set("'update':{'" + id + "':{" + patch + "}}").get("notUpdated").get(id);
        assertEquals("invalidProperties", refused.get("type").asString(), refused.toString());
    }

    @Test
    void fromAnotherPersonsAccountNothingIsCopied() {
        assertEquals(
                "fromAccountNotFound",
                house.error("ada", "Blob/copy", "{'fromAccountId':'" + house.account("ben") + "','blobIds':[]}"));
        assertEquals(
                "accountNotFound",
                house.error(
                        "ada",
                        "Blob/copy",
                        "{'fromAccountId':'" + house.account("ada") + "','accountId':'" + house.account("ben")
                                + "','blobIds':[]}"));
    }
}
