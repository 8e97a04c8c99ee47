// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.SwitchState;
import tools.jackson.databind.JsonNode;

/** JMAP on the wire: HTTP and WebSocket. */
class WireTest {
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

    private static HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(house.base() + path))
                .header("Authorization", "Bearer ada")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) request.headers(headers);
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode api(String json, int status) {
        var answer = send("POST", "/jmap/api", bytes(json.replace('\'', '"')), "Content-Type", "application/json");
        assertEquals(status, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        return JmapHouse.JSON.readTree(answer.body());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void theSessionObjectHasAbsoluteAddresses() {
        var answer = send("GET", "/.well-known/jmap", new byte[0]);
        JsonNode session = JmapHouse.JSON.readTree(answer.body());
        for (String url : new String[] {"apiUrl", "uploadUrl", "downloadUrl", "eventSourceUrl"})
            assertTrue(session.get(url).asString().startsWith(house.base() + "/jmap/"), url);
        String socket = session.get("capabilities")
                .get("urn:ietf:params:jmap:websocket")
                .get("url")
                .asString();
        assertEquals(house.base().replace("http", "ws") + "/jmap/ws", socket);
        assertEquals("ada@demo.test", session.get("username").asString());
        assertTrue(session.get("accounts").has(house.account("ada")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | notJSON",
                "{'using':[],'using':[],'methodCalls':[]} | notJSON",
                "{'using':[],'methodCalls':[]} trailing | notJSON",
                "{'using':['\\ud800'],'methodCalls':[]} | notJSON",
                "{'using':[],'methodCalls':[],'a':1e400} | notJSON",
                "[] | notRequest",
                "{'using':[],'methodCalls':[['a',{}]]} | notRequest",
                "{'using':['urn:nothing'],'methodCalls':[]} | unknownCapability"
            })
    void aRequestThatIsNoneIsAProblem(String json, String type) {
        assertEquals(
                "urn:ietf:params:jmap:error:" + type, api(json, 400).get("type").asString());
    }

    @Test
    void tooManyCallsAreRefusedWithTheLimitsName() {
        String call = "['Core/echo',{},'c']";
        JsonNode problem = api(
                "{'using':['urn:ietf:params:jmap:core'],'methodCalls':[" + (call + ",").repeat(32) + call + "]}", 400);
        assertEquals("maxCallsInRequest", problem.get("limit").asString());
    }

    @Test
    void aDeepDocumentIsRefusedAndNotOverflowed() {
        assertEquals(
                "urn:ietf:params:jmap:error:notJSON",
                api("[".repeat(100_000), 400).get("type").asString());
    }

    @Test
    void createdIdsComeBackWhenTheyWereSent() {
        JsonNode answer = api(
                "{'using':['urn:ietf:params:jmap:core','urn:ietf:params:jmap:mail'],'createdIds':{'old':'f1'},"
                        + "'methodCalls':[['Mailbox/set',{'accountId':'" + house.account("ada")
                        + "','create':{'new':{'name':'Wired'}}},'c']]}",
                200);
        assertEquals("f1", answer.get("createdIds").get("old").asString());
        assertTrue(answer.get("createdIds").has("new"));
    }

    private static String upload(String content, String type) {
        var answer = send("POST", "/jmap/upload/" + house.account("ada") + "/", bytes(content), "Content-Type", type);
        assertEquals(201, answer.statusCode());
        JsonNode json = JmapHouse.JSON.readTree(answer.body());
        assertEquals(bytes(content).length, json.get("size").asInt());
        return json.get("blobId").asString();
    }

    private static HttpResponse<byte[]> download(String blob, String query, String... headers) {
        return send("GET", "/jmap/download/" + house.account("ada") + "/" + blob + "/" + query, new byte[0], headers);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=6-10,206,world",
        "bytes=-5,206,world",
        "bytes=6-,206,world",
        "bytes=99-,416,''",
        "bytes=5-2,200,hello world",
        "lines=1,200,hello world"
    })
    void partsOfAFileAreGivenAsAsked(String range, int status, String expected) {
        var answer = download(upload("hello world", "text/plain"), "x.txt?accept=text/plain", "Range", range);
        assertEquals(status, answer.statusCode());
        assertEquals(expected, new String(answer.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, application/octet-stream, attachment",
        "image/svg+xml, application/octet-stream, attachment",
        "application/xhtml+xml, application/octet-stream, attachment",
        "text/xml, application/octet-stream, attachment",
        "application/pdf, application/pdf, attachment",
        "image/png, image/png, inline",
        "text/plain, text/plain, attachment"
    })
    void nothingThatABrowserRunsIsGivenAsSuch(String asked, String type, String disposition) {
        var answer = download(upload("<script>1</script>", asked), "x?accept=" + asked.replace("+", "%2B"));
        assertEquals(type, header(answer, "Content-Type"));
        assertTrue(header(answer, "Content-Disposition").startsWith(disposition));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertTrue(header(answer, "Content-Security-Policy").startsWith("sandbox"));
    }

    @Test
    void aNameCannotLieAboutItsEndingNorAddAHeader() {
        String blob = upload("x", "text/plain");
        String disposition =
                header(download(blob, "a%E2%80%AEfdp.exe%0D%0ASet-Cookie:x?accept=text/plain"), "Content-Disposition");
        assertEquals("", disposition);
        disposition = header(download(blob, "a%E2%80%AEfdp.exe?accept=text/plain"), "Content-Disposition");
        assertFalse(disposition.contains("%E2%80%AE"), disposition);
    }

    @Test
    void anUnchangedFileIsNotSentAgain() {
        String blob = upload("x", "text/plain");
        String tag = header(download(blob, "x"), "ETag");
        assertEquals(304, download(blob, "x", "If-None-Match", tag).statusCode());
    }

    @Test
    void anotherPersonsFileIsNotFound() {
        String blob = upload("secret", "text/plain");
        var stranger = send("GET", "/jmap/download/" + house.account("ben") + "/" + blob + "/x", new byte[0]);
        assertEquals(404, stranger.statusCode());
    }

    @Test
    void aSocketAnswersRequestsAndIsToldOfChanges() throws Exception {
        try (var socket = new JmapSocket(client, house.base(), "ada")) {
            socket.send(
                    "{'@type':'Request','id':'r','using':['urn:ietf:params:jmap:core'],'methodCalls':[['Core/echo',{'x':1},'c']]}");
            JsonNode response = socket.next();
            assertEquals("Response", response.get("@type").asString());
            assertEquals("r", response.get("requestId").asString());
            socket.send("{'@type':'WebSocketPushEnable','dataTypes':['Email','Mailbox']}");
            socket.send("{'@type':'Request','id':'r2','using':['urn:ietf:params:jmap:core'],'methodCalls':[]}");
            socket.next();
            house.email("ada", "{'" + house.mailbox("ada", "inbox") + "':true}", "{}", "pushed", "");
            JsonNode change = socket.next();
            assertEquals("StateChange", change.get("@type").asString());
            JsonNode states = change.get("changed").get(house.account("ada"));
            assertEquals(house.call("ada", "Email/get", "{'ids':[]}").get("state"), states.get("Email"));
            assertFalse(states.has("Thread"));
        }
    }

    @Test
    void aChangeMissedWhileAwayIsToldAtOnce() throws Exception {
        String pushState;
        try (var socket = new JmapSocket(client, house.base(), "ada")) {
            socket.send("{'@type':'WebSocketPushEnable','dataTypes':null,'pushState':''}");
            pushState = socket.next().get("pushState").asString();
        }
        house.email("ada", "{'" + house.mailbox("ada", "inbox") + "':true}", "{}", "missed", "");
        try (var socket = new JmapSocket(client, house.base(), "ada")) {
            socket.send("{'@type':'WebSocketPushEnable','dataTypes':null,'pushState':'" + pushState + "'}");
            assertTrue(socket.next().get("changed").get(house.account("ada")).has("Email"));
        }
    }

    @Test
    void aWrongMessageIsAnsweredWithItsRequestsId() throws Exception {
        try (var socket = new JmapSocket(client, house.base(), "ada")) {
            socket.send("{'@type':'Request','id':'bad','using':['urn:nothing'],'methodCalls':[]}");
            JsonNode error = socket.next();
            assertEquals("RequestError", error.get("@type").asString());
            assertEquals("bad", error.get("requestId").asString());
        }
    }

    @Test
    void aSocketEndsWithTheSessionAndSaysWhy() throws Exception {
        try (var socket = new JmapSocket(client, house.base(), "ben")) {
            socket.send("{'@type':'WebSocketPushEnable','dataTypes':null}");
            house.ended.put(
                    "ben", new Failure.Expired(KB.SESSION_ENDED, "session", Instant.EPOCH, "the password was changed"));
            assertTrue(socket.closed().startsWith("1008 KB1305"), socket.closed());
        } finally {
            house.ended.clear();
        }
    }

    @Test
    void aSocketEndsWithTheServiceAndSaysWhy() throws Exception {
        try (var socket = new JmapSocket(client, house.base(), "ada")) {
            house.door.stop(Duration.ofMillis(50), new SwitchState(false, Instant.EPOCH, "admin", ""));
            assertTrue(socket.closed().startsWith("1001 KB1001"), socket.closed());
        } finally {
            house.door.start();
        }
    }

    @Test
    void aStreamOfEventsTellsOfAChangeAndEndsWhenAskedTo() throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(house.base() + "/jmap/eventsource/?types=Email&closeafter=state&ping=0"))
                .header("Authorization", "Bearer ada")
                .build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        assertEquals(
                "text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
        house.email("ada", "{'" + house.mailbox("ada", "inbox") + "':true}", "{}", "streamed", "");
        String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(text.contains("event: state") && text.contains("\"Email\""), text);
    }

    @Test
    void anImportedMessageKeepsItsBytesButForLoneLineFeeds() {
        String blob = upload("Subject: in\n\nbody\r\nend\n", "message/rfc822");
        JsonNode made = house.call(
                        "ada",
                        "Email/import",
                        "{'emails':{'k':{'blobId':'" + blob + "','mailboxIds':{'" + house.mailbox("ada", "inbox")
                                + "':true}}}}")
                .get("created")
                .get("k");
        var message = download(made.get("blobId").asString(), "x.eml");
        assertEquals("Subject: in\r\n\r\nbody\r\nend\r\n", new String(message.body(), StandardCharsets.UTF_8));
    }
}
