// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import posthouse.app.House;
import posthouse.app.HouseSettings;
import posthouse.base.Principal;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server in this process on free ports, with three people, as an administrator and as its users meet it. */
final class LiveHouse implements AutoCloseable {
    static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);
    static final String PASSWORD = "correct horse battery";
    private static final JsonMapper JSON = JsonMapper.shared();

    final House house;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LiveHouse(Path data) {
        var listeners = new LinkedHashMap<String, List<InetSocketAddress>>();
        for (String name : List.of("web", "management", "smtp", "lmtp", "ldap"))
            listeners.put(name, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        house = new House(new HouseSettings(data, "localhost", listeners, Optional.empty(), false));
        Organisation demo = house.directory().addOrganisation(CONTROL, "Demo");
        house.directory().addDomain(CONTROL, demo.id(), "demo.test");
        for (String name : List.of("root", "ada", "ben"))
            house.directory()
                    .addPerson(CONTROL, new NewPerson(name + "@demo.test", name, PASSWORD, name.equals("root"), 0));
        house.start();
    }

    Person person(String name) {
        return house.directory().find(CONTROL, name + "@demo.test").orElseThrow();
    }

    String base() {
        return "http://" + house.listening().get("web");
    }

    String address(String service) {
        return java.util.Objects.requireNonNull(house.listening().get(service));
    }

    static String basic(String name) {
        String text = name + "@demo.test:" + PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String name, String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).header("Authorization", basic(name));
    }

    HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
        return client.send(request(name, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Puts bytes into the account and answers where they can be downloaded. */
    String upload(String name, int size) throws IOException, InterruptedException {
        String account = person(name).account().toString();
        var bytes = new byte[size];
        new java.util.Random(7).nextBytes(bytes);
        HttpResponse<String> answer = client.send(
                request(name, "/jmap/upload/" + account + "/")
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return "/jmap/download/" + account + "/" + json(answer).path("blobId").asString() + "/data.bin";
    }

    /** What a refusal says. */
    record Said(String kb, String level, String title) {
        static Said of(JsonNode json) {
            return new Said(
                    json.path("kb").asString(""),
                    json.path("level").asString(""),
                    json.path("title").asString(""));
        }
    }

    @Override
    public void close() {
        client.close();
        house.close();
    }
}
