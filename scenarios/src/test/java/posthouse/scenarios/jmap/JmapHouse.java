// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.base.Access;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.delivery.Delivery;
import posthouse.delivery.DeliverySettings;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.http.Caller;
import posthouse.http.Credentials;
import posthouse.http.DoorSettings;
import posthouse.http.HttpDoor;
import posthouse.http.HttpEndpoint;
import posthouse.http.HttpLimits;
import posthouse.http.Identity;
import posthouse.http.Router;
import posthouse.jmap.Jmap;
import posthouse.jmap.JmapApi;
import posthouse.jmap.JmapRooms;
import posthouse.store.Store;
import posthouse.testkit.engine.RocksRig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rooms below and the JMAP room itself, on the embedded engine in a directory; the checker runs at its close. */
final class JmapHouse implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    static final Set<String> USING = Set.of(
            "urn:ietf:params:jmap:core",
            "urn:ietf:params:jmap:mail",
            "urn:ietf:params:jmap:submission",
            "urn:ietf:params:jmap:vacationresponse",
            "urn:ietf:params:jmap:quota",
            "urn:posthouse:jmap:mailbox");
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    final Clock clock = Clock.system();
    final Store store;
    final Directory directory;
    final Delivery delivery;
    final JmapApi api;
    final HttpDoor door;
    /** Why a person's sign-in no longer holds, by local part. */
    final Map<String, Failure> ended = new ConcurrentHashMap<>();

    JmapHouse(Path data) {
        var random = new SecureRandom();
        var access = new Access();
        store = Store.open(
                RocksEngine.open(data.resolve("store"), RocksRig.small(), clock, random), access, clock, random);
        directory = Directory.open(store, access, clock, random, 2);
        Organisation demo = directory.addOrganisation(CONTROL, "Demo");
        directory.addDomain(CONTROL, demo.id(), "demo.test");
        for (String name : List.of("root", "ada", "ben"))
            directory.addPerson(
                    CONTROL, new NewPerson(name + "@demo.test", name, "correct horse battery", name.equals("root"), 0));
        Catalogue catalogue = Catalogue.of(Locale.ENGLISH);
        var problems = new Problems(catalogue, ZoneOffset.UTC);
        delivery = new Delivery(store, directory, clock, random, DeliverySettings.standard("mx.demo.test"), catalogue);
        delivery.start();
        var jmap = new Jmap(new JmapRooms(store, directory, delivery, problems, clock, random));
        api = jmap.api();
        var settings = new DoorSettings(
                "posthouse",
                (credentials, peer) -> credentials instanceof Credentials.Bearer b
                        ? new Identity.Known(caller(b.token()))
                        : new Identity.None(),
                Optional.empty(),
                problems,
                HttpLimits.standard(),
                false,
                clock,
                random);
        door = new HttpDoor(
                "web",
                Set.of(),
                List.of(new HttpEndpoint.Plain(new InetSocketAddress("127.0.0.1", 0))),
                new Router(jmap.routes()),
                settings);
        door.start();
    }

    String base() {
        return "http://" + door.bound().getFirst();
    }

    Person person(String name) {
        return directory.find(CONTROL, name + "@demo.test").orElseThrow();
    }

    Caller caller(String name) {
        Person person = person(name);
        return new Caller(
                person.principal(), "s-" + name, person.address(), () -> Optional.ofNullable(ended.get(name)));
    }

    String account(String name) {
        return person(name).account().toString();
    }

    /** Arguments from JSON in which single quotes stand for double ones; the account is added. */
    ObjectNode arguments(String name, String json) {
        ObjectNode node = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        if (!node.has("accountId")) node.put("accountId", account(name));
        return node;
    }

    /** The responses of several calls, each written as METHOD and its arguments. */
    ArrayNode calls(String name, String... methodsAndArguments) {
        List<JmapApi.Call> calls = new ArrayList<>();
        for (int i = 0; i < methodsAndArguments.length; i += 2)
            calls.add(
                    new JmapApi.Call(methodsAndArguments[i], arguments(name, methodsAndArguments[i + 1]), "c" + i / 2));
        return api.call(caller(name), USING, calls);
    }

    /** The arguments of the only response, which must not be an error. */
    JsonNode call(String name, String method, String json) {
        JsonNode response = calls(name, method, json).get(0);
        if (response.get(0).asString().equals("error"))
            throw new AssertionError(method + " answered " + response.get(1));
        return response.get(1);
    }

    /** The type of the error that the call must answer. */
    String error(String name, String method, String json) {
        JsonNode response = calls(name, method, json).get(0);
        if (!response.get(0).asString().equals("error")) throw new AssertionError(method + " answered " + response);
        return response.get(1).get("type").asString();
    }

    String mailbox(String name, String role) {
        for (JsonNode mailbox : call(name, "Mailbox/get", "{}").get("list"))
            if (role.equals(mailbox.get("role").asString("")))
                return mailbox.get("id").asString();
        throw new AssertionError("no " + role);
    }

    /** Puts a small email into mailboxes and answers its id. */
    String email(String name, String mailboxes, String keywords, String subject, String more) {
        JsonNode set = call(
                name,
                "Email/set",
                "{'create':{'k':{'mailboxIds':" + mailboxes + ",'keywords':" + keywords + ",'subject':'" + subject + "'"
                        + more + "}}}");
        JsonNode made = set.path("created").path("k").path("id");
        if (made.isMissingNode()) throw new AssertionError(set.toString());
        return made.asString();
    }

    @Override
    public void close() {
        door.close(Duration.ofMillis(100));
        delivery.close();
        var report = store.check(new Principal.System(Principal.Reason.CHECK));
        store.close();
        if (!report.clean()) throw new AssertionError(report.findings().toString());
    }
}
