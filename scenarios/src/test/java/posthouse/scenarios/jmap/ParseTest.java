// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Email/parse: messages that are not in the store as emails. */
class ParseTest {
    private static final String INNER =
            "From: Zoe <zoe@elsewhere.example>\r\nTo: ada@demo.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
                    + "Date: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <inner@elsewhere.example>\r\nMIME-Version: 1.0\r\n"
                    + "Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                    + "inner words\r\n--in\r\nContent-Type: application/octet-stream; name=data.bin\r\n"
                    + "Content-Disposition: attachment; filename=data.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + "Ynl0ZXMgd2l0aGlu\r\n--in--\r\n";

    @TempDir
    static Path folder;

    private static JmapHouse house;
    private static HttpClient client;

    @BeforeAll
    static void open() {
        house = new JmapHouse(folder);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        house.close();
    }

    private static String upload(String name, String content) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(house.base() + "/jmap/upload/" + house.account(name) + "/"))
                .header("Authorization", "Bearer " + name)
                .header("Content-Type", "message/rfc822")
                .POST(HttpRequest.BodyPublishers.ofString(content))
                .build();
        return JmapHouse.JSON
                .readTree(client.send(request, BodyHandlers.ofString()).body())
                .get("blobId")
                .asString();
    }

    private static String download(String blob) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(house.base() + "/jmap/download/" + house.account("ada") + "/" + blob + "/file"))
                .header("Authorization", "Bearer ada")
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static JsonNode parse(String blob, String more) {
        return house.call("ada", "Email/parse", "{'blobIds':['" + blob + "']" + more + "}");
    }

    /** The blob of the message within a message of ada's. */
    private static String attached(String encoding, String content) throws Exception {
        String outer = "From: ben@demo.test\r\nSubject: outer\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n\r\nsee within\r\n--out\r\n"
                + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: " + encoding + "\r\n"
                + "Content-Disposition: attachment\r\n\r\n" + content + "\r\n--out--\r\n";
        JsonNode made = house.call(
                        "ada",
                        "Email/import",
                        "{'emails':{'k':{'blobId':'" + upload("ada", outer) + "','mailboxIds':{'"
                                + house.mailbox("ada", "inbox") + "':true}}}}")
                .get("created")
                .get("k");
        return house.call(
                        "ada",
                        "Email/get",
                        "{'ids':['" + made.get("id").asString() + "'],'properties':['attachments']}")
                .get("list")
                .get(0)
                .get("attachments")
                .get(0)
                .get("blobId")
                .asString();
    }

    private static void isInner(JsonNode email, boolean withBlobs) throws Exception {
        assertEquals("Grüße", email.get("subject").asString());
        assertEquals(
                "zoe@elsewhere.example", email.get("from").get(0).get("email").asString());
        assertEquals("inner@elsewhere.example", email.get("messageId").get(0).asString());
        assertEquals("2024-01-01T10:00:00+01:00", email.get("sentAt").asString());
        assertTrue(email.get("hasAttachment").asBoolean());
        assertEquals("inner words", email.get("preview").asString());
        String text = email.get("textBody").get(0).get("partId").asString();
        assertEquals(
                "inner words", email.get("bodyValues").get(text).get("value").asString());
        JsonNode file = email.get("attachments").get(0);
        assertEquals("data.bin", file.get("name").asString());
        if (withBlobs) assertEquals("bytes within", download(file.get("blobId").asString()));
        else assertTrue(file.get("blobId").isNull());
    }

    @Test
    void anUploadedMessageIsReadAndItsFilesCanBeFetched() throws Exception {
        String blob = upload("ada", INNER);
        JsonNode answer = parse(blob, ",'fetchTextBodyValues':true");
        isInner(answer.get("parsed").get(blob), true);
        assertTrue(answer.get("notFound").isNull());
        assertTrue(answer.get("notParsable").isNull());
    }

    @Test
    void aMessageWithinAMessageIsReadAndItsFilesCanBeFetched() throws Exception {
        String blob = attached("8bit", INNER);
        isInner(parse(blob, ",'fetchTextBodyValues':true").get("parsed").get(blob), true);
    }

    @Test
    void aMessageWithinAMessageMayBeEncoded() throws Exception {
        String blob =
                attached("base64", Base64.getMimeEncoder().encodeToString(INNER.getBytes(StandardCharsets.UTF_8)));
        isInner(parse(blob, ",'fetchTextBodyValues':true").get("parsed").get(blob), false);
    }

    @Test
    void aMessageWithinAnUploadIsReadByTheBlobOfItsPart() throws Exception {
        String outer = "Subject: outer\r\nContent-Type: message/rfc822\r\n\r\n" + INNER;
        String blob = upload("ada", outer);
        String part = parse(blob, ",'properties':['attachments']")
                .get("parsed")
                .get(blob)
                .get("attachments")
                .get(0)
                .get("blobId")
                .asString();
        isInner(parse(part, ",'fetchTextBodyValues':true").get("parsed").get(part), true);
    }

    @Test
    void aStoredMessageIsReadByItsBlobToo() {
        String id = house.email("ada", "{'" + house.mailbox("ada", "inbox") + "':true}", "{}", "stored", "");
        String blob = "m" + id.substring(1);
        JsonNode email = parse(blob, "").get("parsed").get(blob);
        assertEquals("stored", email.get("subject").asString());
    }

    @Test
    void whatOnlyTheStoreKnowsIsNull() throws Exception {
        String blob = upload("ada", INNER);
        JsonNode email = parse(
                        blob,
                        ",'properties':['id','threadId','mailboxIds','keywords','receivedAt','blobId','size','header:To:asRaw']")
                .get("parsed")
                .get(blob);
        for (String name : new String[] {"id", "threadId", "mailboxIds", "keywords", "receivedAt"})
            assertTrue(email.get(name).isNull(), name);
        assertEquals(blob, email.get("blobId").asString());
        assertEquals(INNER.length(), email.get("size").asInt());
        assertEquals(" ada@demo.test", email.get("header:To:asRaw").asString());
        assertEquals(8, email.size());
    }

    @Test
    void withoutAWishTheStoresPropertiesAreLeftOut() throws Exception {
        String blob = upload("ada", INNER);
        JsonNode email = parse(blob, "").get("parsed").get(blob);
        assertFalse(email.has("id"));
        assertEquals(17, email.size(), email.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just some words\r\n\r\nin two lines",
                "\u0000\u0001\u0002 From: no",
                "http://demo.test/ is an address\r\n",
                "{\"From\": \"json\"}",
                "\r\nFrom: too-late@demo.test\r\n\r\nwords"
            })
    void bytesThatAreNoMessageAreNotParsable(String content) throws Exception {
        String blob = upload("ada", content);
        JsonNode answer = parse(blob, "");
        assertEquals(blob, answer.path("notParsable").path(0).asString(""), answer.toString());
        assertTrue(answer.get("parsed").isNull());
    }

    @Test
    void aMessageFromAMailboxFileIsReadBehindItsSeparator() throws Exception {
        String blob = upload("ada", "From zoe Mon Jan  1 10:00:00 2024\nFrom: zoe@demo.test\nSubject: mbox\n\nwords\n");
        assertEquals(
                "mbox", parse(blob, "").get("parsed").get(blob).get("subject").asString());
    }

    @Test
    void theBlobsOfOthersAndNoneAtAllAreNotFound() throws Exception {
        String theirs = upload("ben", INNER);
        String mine = upload("ada", INNER);
        for (String id : new String[] {
            theirs,
            "v" + theirs.substring(1) + "-0-5-i",
            "nonsense",
            "",
            mine + "-0-5-i",
            "v" + mine.substring(1) + "-0-zzzz-i",
            "v" + mine.substring(1) + "--1-5-i"
        }) {
            JsonNode answer = parse(id, "");
            assertEquals(id, answer.path("notFound").path(0).asString("none"), answer.toString());
            assertTrue(answer.get("parsed").isNull());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalidArguments",
                "{'blobIds':'u1'} | invalidArguments",
                "{'blobIds':[7]} | invalidArguments",
                "{'blobIds':null} | invalidArguments",
                "{'blobIds':[],'properties':['colour']} | invalidArguments",
                "{'blobIds':[],'bodyProperties':['colour']} | invalidArguments",
                "{'blobIds':[],'properties':['header:From:asDate']} | invalidArguments",
                "{'blobIds':[],'maxBodyValueBytes':-1} | invalidArguments",
                "{'blobIds':[],'surprise':1} | invalidArguments",
                "{'blobIds':[],'accountId':'nobody'} | accountNotFound",
            })
    void aCallThatMakesNoSenseIsRefused(String arguments, String type) {
        assertEquals(type, house.error("ada", "Email/parse", arguments));
    }

    @Test
    void moreBlobsThanEmailGetAnswersAreRefused() {
        var ids = new StringBuilder();
        for (int i = 0; i <= 500; i++)
            ids.append(i == 0 ? "" : ",").append("'u").append(i).append("'");
        assertEquals("requestTooLarge", house.error("ada", "Email/parse", "{'blobIds':[" + ids + "]}"));
    }

    @Test
    void aCopiedBlobIsAnUploadOfWhatItHolds() throws Exception {
        String encoded = Base64.getMimeEncoder().encodeToString(INNER.getBytes(StandardCharsets.UTF_8));
        String blob = attached("base64", encoded);
        JsonNode answer = house.call(
                "ada",
                "Blob/copy",
                "{'fromAccountId':'" + house.account("ada") + "','blobIds':['" + blob + "','nothing']}");
        assertEquals(INNER, download(answer.get("copied").get(blob).asString()));
        assertEquals(
                "notFound", answer.get("notCopied").get("nothing").get("type").asString());
    }
}
