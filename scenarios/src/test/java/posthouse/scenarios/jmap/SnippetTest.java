// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** SearchSnippet/get: what a search found, marked. */
class SnippetTest {
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

    private static String email(String subject, String type, String body) {
        String list = type.equals("text/html") ? "htmlBody" : "textBody";
        return house.email(
                "ada",
                "{'" + house.mailbox("ada", "inbox") + "':true}",
                "{}",
                subject,
                ",'from':[{'name':'Zebra','email':'zebra@demo.test'}],'" + list + "':[{'partId':'t','type':'" + type
                        + "'}],'bodyValues':{'t':{'value':'" + body + "'}}");
    }

    private static JsonNode snippet(String id, String filter) {
        JsonNode answer = house.call("ada", "SearchSnippet/get", "{'emailIds':['" + id + "'],'filter':" + filter + "}");
        assertTrue(answer.get("notFound").isNull());
        JsonNode snippet = answer.get("list").get(0);
        assertEquals(id, snippet.get("emailId").asString());
        return snippet;
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "null" : value.asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'strasse'} | die <mark>Straße</mark> &amp; <b> | In der <mark>STRASSE</mark> steht &lt;i&gt; ein Haus.",
                "{'subject':'strasse'} | die <mark>Straße</mark> &amp; <b> | null",
                "{'body':'haus'} | null | In der STRASSE steht &lt;i&gt; ein <mark>Haus</mark>.",
                "{'text':'die haus'} | <mark>die</mark> Straße &amp; <b> | In der STRASSE steht &lt;i&gt; ein <mark>Haus</mark>.",
                "{'text':'stra*'} | die <mark>Stra</mark>ße &amp; <b> | In der <mark>STRA</mark>SSE steht &lt;i&gt; ein Haus.",
                "{'body':'\\\"steht i ein\\\"'} | null | In der STRASSE <mark>steht &lt;i&gt; ein</mark> Haus.",
                "{'text':'elefant'} | null | null",
                "{'from':'zebra'} | null | null",
                "{'operator':'NOT','conditions':[{'text':'haus'}]} | null | null",
                "{'operator':'OR','conditions':[{'subject':'die'},{'operator':'AND','conditions':[{'body':'ein'}]}]} | <mark>die</mark> Straße &amp; <b> | In der STRASSE steht &lt;i&gt; <mark>ein</mark> Haus.",
                "{'hasAttachment':true} | null | null",
                "null | null | null",
            })
    void wordsAreMarkedWhereTheFilterLooks(String filter, String subject, String preview) {
        String id = email("die Straße & <b>", "text/plain", "In der STRASSE\\nsteht <i> ein Haus.");
        JsonNode snippet = snippet(id, filter);
        assertEquals(subject.replace("<b>", "&lt;b&gt;"), text(snippet.get("subject")));
        assertEquals(preview, text(snippet.get("preview")));
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "text/html"})
    void aWordFarDownIsShownWithWhatStandsAroundIt(String type) {
        String filler = "many words that say little & less ".repeat(3_000);
        String needle = type.equals("text/html") ? "the <b>need</b>le, 針" : "the needle, 針";
        String id = email("hay", type, filler + "here is " + needle + " and more. " + filler);
        String preview = snippet(id, "{'text':'needle'}").get("preview").asString();
        assertTrue(preview.contains("here is the <mark>needle</mark>, 針 and more. many words"), preview);
        assertTrue(preview.contains(" &amp; "), preview);
        assertTrue(preview.getBytes(StandardCharsets.UTF_8).length <= 255, preview);
        assertEquals(preview.split("<mark>", -1).length, preview.split("</mark>", -1).length);
    }

    @Test
    void aPreviewIsNeverLongerThan255OctetsNorItsMarkCut() {
        String id = email(
                "long",
                "text/plain",
                "&<>".repeat(400) + " " + "🏠".repeat(50) + "needle".repeat(1) + " " + "needle ".repeat(300)
                        + "x".repeat(3_000));
        String preview = snippet(id, "{'body':'needle'}").get("preview").asString();
        assertTrue(preview.getBytes(StandardCharsets.UTF_8).length <= 255, preview);
        assertTrue(preview.contains("<mark>needle</mark>"), preview);
        assertTrue(preview.endsWith("</mark>"), preview);
    }

    @Test
    void noMarkupOfTheMailGetsThrough() {
        String id = email("<script>alert(1)</script> needle", "text/html", "<p>&lt;img src=x&gt; needle</p>");
        JsonNode snippet = snippet(id, "{'text':'needle'}");
        assertEquals(
                "&lt;script&gt;alert(1)&lt;/script&gt; <mark>needle</mark>",
                snippet.get("subject").asString());
        assertEquals(
                "&lt;img src=x&gt; <mark>needle</mark>", snippet.get("preview").asString());
    }

    @Test
    void emailsThatAreNotThereAreNotFound() {
        String theirs = house.email("ben", "{'" + house.mailbox("ben", "inbox") + "':true}", "{}", "needle", "");
        JsonNode answer = house.call(
                "ada", "SearchSnippet/get", "{'emailIds':['" + theirs + "','nonsense'],'filter':{'text':'needle'}}");
        assertEquals(2, answer.get("notFound").size());
        assertTrue(answer.get("list").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalidArguments",
                "{'emailIds':'m'} | invalidArguments",
                "{'emailIds':[true]} | invalidArguments",
                "{'emailIds':[],'filter':'words'} | invalidArguments",
                "{'emailIds':[],'filter':{'text':7}} | invalidArguments",
                "{'emailIds':[],'filter':{'header':['X']}} | unsupportedFilter",
                "{'emailIds':[],'surprise':1} | invalidArguments",
            })
    void aCallThatMakesNoSenseIsRefused(String arguments, String type) {
        assertEquals(type, house.error("ada", "SearchSnippet/get", arguments));
    }

    @Test
    void moreEmailsThanEmailGetAnswersAreRefused() {
        var ids = new StringBuilder();
        for (int i = 0; i <= 500; i++)
            ids.append(i == 0 ? "" : ",").append("'m").append(i).append("'");
        assertEquals(
                "requestTooLarge",
                house.error("ada", "SearchSnippet/get", "{'emailIds':[" + ids + "],'filter':{'text':'a'}}"));
    }
}
