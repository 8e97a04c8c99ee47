// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Clock;
import posthouse.drill.Script.Line;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the lines of a script. Words that do something make the next {@link Seen}; words that expect something judge the last
 * one. It holds no expectation of its own.
 */
final class Player implements AutoCloseable {
    /** The administrator's command line; the result is what it printed, and whether it was done. */
    @FunctionalInterface
    interface Administrator {
        Seen run(List<String> words);
    }

    private final Scratch scratch;
    private final Http http;
    private final Administrator administrator;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();
    private Seen seen = Seen.NOTHING;

    Player(Scratch scratch, Administrator administrator, Clock clock) {
        this.scratch = scratch;
        this.administrator = administrator;
        this.clock = clock;
        this.http = new Http(scratch.web(), clock);
    }

    /** What the last deed showed. */
    Seen seen() {
        return seen;
    }

    /** Whether the word does something, as opposed to expecting something. */
    boolean does(Line line) throws IOException, InterruptedException {
        List<String> a = line.arguments();
        switch (line.word()) {
            case "administrator" -> seen = administrator.run(filled(a));
            case "opens" -> seen = http.page(a.get(0), filled(a.get(1)));
            case "signs-in" ->
                seen = signIn(
                        a.get(0), scratch.account("person", place(a.get(0))).password());
            case "mistypes" -> seen = signIn(a.get(0), "not the password");
            case "shows-a-cookie" -> {
                http.cookie(a.get(0), a.get(1));
                seen = new Seen(a.get(0), "keeps a cookie that this server never gave", 0, "", "", Map.of(), 0);
            }
            case "signs-out" -> seen = http.form(a.get(0), "/sign-out", Map.of());
            case "is-led-by-another-site" -> seen = http.foreign(a.get(0), a.get(1));
            case "looks-up" -> seen = lookUp(a);
            case "sends-mail" ->
                seen = new Smtp(scratch.address(a.get(0)).orElseThrow(), clock)
                        .send(
                                scratch.account("person", place(a.get(1))).address(),
                                a.get(2),
                                a.get(0).equals("lmtp"));
            case "mail-program" -> seen = mailProgram(a.get(0));
            case "completes" -> seen = complete(a.get(0), a.get(1));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with the last thing seen; empty when it is as expected. */
    Optional<String> judge(Line line) {
        List<String> a = line.arguments();
        boolean holds = switch (line.word()) {
            case "status" -> ("" + seen.status()).equals(a.get(0));
            case "reads" -> seen.text().contains(filled(a.get(0)));
            case "reads-not" ->
                !seen.text()
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(a.get(0).toLowerCase(java.util.Locale.ROOT));
            case "header" -> seen.facts().containsKey("header." + a.get(0).toLowerCase(java.util.Locale.ROOT));
            case "raw" -> seen.raw().contains(filled(a.get(0)));
            case "fact" -> filled(a.get(1)).equals(seen.facts().get(a.get(0)));
            case "at-least" -> number(seen.facts().get(a.get(0))) >= Long.parseLong(a.get(1));
            case "within" -> seen.millis() <= Long.parseLong(a.get(0));
            default -> throw new IllegalArgumentException("line " + line.number() + ": " + line.word());
        };
        return holds
                ? Optional.empty()
                : Optional.of("line " + line.number() + ": " + line.text() + " · but " + seen.who() + " got "
                        + seen.status() + " after " + seen.millis() + " ms: " + shortened(seen.text()));
    }

    private static long number(@org.jspecify.annotations.Nullable String text) {
        return text == null || !text.matches("\\d+") ? -1 : Long.parseLong(text);
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    private Seen signIn(String who, String password) throws IOException, InterruptedException {
        var fields = new LinkedHashMap<String, String>();
        fields.put("username", scratch.account("person", place(who)).address());
        fields.put("password", password);
        return http.form(who, "/sign-in", fields);
    }

    private Seen lookUp(List<String> a) {
        var ldap = new Ldap(scratch.address("ldap").orElseThrow(), clock);
        String who = a.get(0);
        if (who.equals("visitor")) return ldap.search(who, "", "", filled(a.get(1)), a.get(2), filled(a.get(3)));
        var account = scratch.account("person", place(who));
        return ldap.search(who, account.address(), account.password(), filled(a.get(1)), a.get(2), filled(a.get(3)));
    }

    /** A JMAP client that knows an address, a password and the server's name, and nothing else. */
    private Seen mailProgram(String who) throws IOException, InterruptedException {
        long began = clock.nanos();
        var account = scratch.account("person", place(who));
        String did = "opens a mail program that was set up from /.well-known/jmap";
        HttpResponse<String> first =
                http.program(account.address(), account.password(), "GET", "/.well-known/jmap", "");
        if (first.statusCode() / 100 == 3)
            first = http.program(
                    account.address(),
                    account.password(),
                    "GET",
                    first.headers().firstValue("Location").orElseThrow(),
                    "");
        if (first.statusCode() != 200) return problem(who, did, first, began);
        JsonNode session = json.readTree(first.body());
        String id = session.path("primaryAccounts")
                .path("urn:ietf:params:jmap:mail")
                .asString("");
        String calls = "{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:mail\"],\"methodCalls\":["
                + "[\"Mailbox/get\",{\"accountId\":\"" + id + "\",\"ids\":null},\"m\"],"
                + "[\"Email/query\",{\"accountId\":\"" + id
                + "\",\"sort\":[{\"property\":\"receivedAt\",\"isAscending\":false}]},\"q\"],"
                + "[\"Email/get\",{\"accountId\":\"" + id
                + "\",\"#ids\":{\"resultOf\":\"q\",\"name\":\"Email/query\",\"path\":\"/ids\"},\"properties\":[\"subject\"]},\"e\"]]}";
        HttpResponse<String> answer = http.program(
                account.address(),
                account.password(),
                "POST",
                session.path("apiUrl").asString(""),
                calls);
        if (answer.statusCode() != 200) return problem(who, did, answer, began);
        JsonNode responses = json.readTree(answer.body()).path("methodResponses");
        var subjects = new ArrayList<String>();
        for (JsonNode email : responses.path(2).path(1).path("list"))
            subjects.add(email.path("subject").asString(""));
        var facts = Map.of(
                "mailboxes", "" + responses.path(0).path(1).path("list").size(),
                "messages", "" + subjects.size());
        return new Seen(who, did, 200, String.join("\n", subjects), answer.body(), facts, millis(began));
    }

    /** The web mailbox's own completion of an address. */
    private Seen complete(String who, String text) throws IOException, InterruptedException {
        long began = clock.nanos();
        var account = scratch.account("person", place(who));
        String did = "types " + text + " into the line To";
        HttpResponse<String> first = http.program(account.address(), account.password(), "GET", "/jmap/session", "");
        if (first.statusCode() != 200) return problem(who, did, first, began);
        String id = json.readTree(first.body())
                .path("primaryAccounts")
                .path("urn:ietf:params:jmap:mail")
                .asString("");
        HttpResponse<String> answer = http.program(
                account.address(),
                account.password(),
                "POST",
                "/jmap/api",
                "{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:posthouse:jmap:mailbox\"],\"methodCalls\":"
                        + "[[\"Recipient/query\",{\"accountId\":\"" + id + "\",\"filter\":{\"text\":\"" + text
                        + "\"},\"limit\":10},\"r\"]]}");
        if (answer.statusCode() != 200) return problem(who, did, answer, began);
        JsonNode response =
                json.readTree(answer.body()).path("methodResponses").path(0).path(1);
        var found = new ArrayList<String>();
        for (JsonNode each : response.path("list")) found.add(each.path("email").asString(""));
        return new Seen(
                who,
                did,
                200,
                found.isEmpty() ? response.path("description").asString("nobody") : String.join("\n", found),
                answer.body(),
                Map.of("entries", "" + found.size()),
                millis(began));
    }

    private Seen problem(String who, String did, HttpResponse<String> answer, long began) {
        String text = answer.body();
        try {
            JsonNode problem = json.readTree(answer.body());
            text = problem.path("title").asString("") + " "
                    + problem.path("detail").asString("") + " ("
                    + problem.path("kb").asString("") + ")";
        } catch (RuntimeException e) {
            text = answer.body();
        }
        return new Seen(who, did, answer.statusCode(), text, answer.body(), Map.of(), millis(began));
    }

    private long millis(long began) {
        return (clock.nanos() - began) / 1_000_000;
    }

    private List<String> filled(List<String> words) {
        return words.stream().map(this::filled).toList();
    }

    /** {ines} is the first person's address, {jonas} the second's, {ada} the administrator's. */
    private String filled(String text) {
        return text.replace("{ines}", scratch.account("person", 0).address())
                .replace("{jonas}", scratch.account("person", 1).address())
                .replace("{ada}", scratch.account("administrator", 0).address());
    }

    private static int place(String who) {
        return who.equals("jonas") ? 1 : 0;
    }

    @Override
    public void close() {
        http.close();
    }
}
