// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A small blocking JMAP client (RFC 8620) with HTTP Basic. A request that is answered by anything but 2xx throws. */
public final class JmapLink implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String authorization;
    private final JsonNode session;
    private final String sessionUrl;

    /** {@code sessionUrl} may be the server's base address or the full address of its session object. */
    public JmapLink(String sessionUrl, String user, String password) throws IOException {
        this.sessionUrl = URI.create(sessionUrl).getPath().isEmpty() ? sessionUrl + "/.well-known/jmap" : sessionUrl;
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        session = JSON.readTree(send(request(this.sessionUrl).GET()));
    }

    public String accountId() {
        return session.path("primaryAccounts").path("urn:ietf:params:jmap:mail").asString();
    }

    public JsonNode session() {
        return session;
    }

    /** One method call; answers its arguments. A JMAP-level refusal throws. */
    public JsonNode call(String method, ObjectNode arguments) throws IOException {
        arguments.put("accountId", accountId());
        ObjectNode body = JSON.createObjectNode();
        body.putArray("using").add("urn:ietf:params:jmap:core").add("urn:ietf:params:jmap:mail");
        ArrayNode call = JSON.createArrayNode().add(method).add(arguments).add("c");
        body.putArray("methodCalls").add(call);
        byte[] answer = send(request(absolute(session.path("apiUrl").asString()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        JsonNode response = JSON.readTree(answer).path("methodResponses").path(0);
        if (response.path(0).asString().equals("error"))
            throw new IOException(method + " was refused: " + response.path(1));
        return response.path(1);
    }

    /** Uploads and answers the blobId. */
    public String upload(byte[] bytes) throws IOException {
        String url = absolute(session.path("uploadUrl").asString()).replace("{accountId}", accountId());
        byte[] answer =
                send(request(url).header("Content-Type", "message/rfc822").POST(BodyPublishers.ofByteArray(bytes)));
        return JSON.readTree(answer).path("blobId").asString();
    }

    public byte[] download(String blobId) throws IOException {
        String url = absolute(session.path("downloadUrl").asString())
                .replace("{accountId}", accountId())
                .replace("{blobId}", URLEncoder.encode(blobId, StandardCharsets.UTF_8))
                .replace("{name}", "message.eml")
                .replace("{type}", "application%2Foctet-stream");
        return send(request(url).GET());
    }

    /** Mailbox ids by role; a mailbox without role stands under its name. */
    public Map<String, String> mailboxes() throws IOException {
        Map<String, String> mailboxes = new HashMap<>();
        ObjectNode arguments = JSON.createObjectNode();
        arguments.putNull("ids");
        for (JsonNode mailbox : call("Mailbox/get", arguments).path("list")) {
            String role = mailbox.path("role").asString("");
            mailboxes.put(
                    role.isEmpty() ? mailbox.path("name").asString() : role,
                    mailbox.path("id").asString());
        }
        return mailboxes;
    }

    /** The id of the mailbox with this role, or of this name; there is one or this throws. */
    public String mailbox(String role) throws IOException {
        String id = mailboxes().get(role);
        if (id == null) throw new IOException("no mailbox " + role);
        return id;
    }

    private String absolute(String url) {
        return url.startsWith("http") ? url : URI.create(sessionUrl).resolve("/") + url.replaceFirst("^/", "");
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2)
                throw new IOException(request.build().uri() + " answered " + response.statusCode() + " "
                        + new String(response.body(), StandardCharsets.UTF_8));
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static ArrayNode array(List<String> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
