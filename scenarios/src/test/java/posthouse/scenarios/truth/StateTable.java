// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import posthouse.scenarios.Program;
import posthouse.testkit.talk.Talk;
import tools.jackson.databind.JsonNode;

/** Makes states on a running server, notes what is read in each, and compares with the oracle. */
final class StateTable implements AutoCloseable {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final List<String> NEVER =
            List.of("server is down", "try again later", "unknown error", "something went wrong", "wrong password");

    private static final String ALL = "web smtp lmtp ldap store";

    /** One state with the sentences read in it. */
    private record Row(Oracle state, String page, String ldap, String mail, String works) {}

    private final OwnServer server;
    private final Eyes eyes;
    private final String person;
    private final String valid;
    private final String expired;
    private final Map<String, Instant> moments = new LinkedHashMap<>();
    private final Map<String, Boolean> switches = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> lies = new ArrayList<>();

    /** @param browser whether pages are read by Chromium */
    StateTable(Path data, List<String> options, boolean browser) throws Exception {
        server = new OwnServer(data, options);
        eyes = browser ? Eyes.ofChromium(server) : Eyes.ofBytes(server);
        person = server.account(1).path("address").asString();
        String password = server.account(1).path("password").asString();
        expired = server.signIn(person, password).cookie();
        server.administer("{'verb':'session end','address':'" + person + "'}");
        now("session");
        valid = server.signIn(person, password).cookie();
        if (expired.isEmpty() || valid.isEmpty()) throw new IOException("no sign-in");
    }

    private void now(String moment) {
        moments.put(moment, Instant.now());
    }

    /** Makes the state, looks with each kind of sign-in, and takes the faults back. */
    void play(boolean visitors, Oracle.Ldap ldap, boolean web, boolean store) throws Exception {
        thrown("visitors", visitors);
        for (String service : List.of("web", "ldap"))
            server.administer(
                    "{'verb':'anonymous " + (visitors ? "allow" : "forbid") + "','service':'" + service + "'}");
        thrown("ldap", ldap != Oracle.Ldap.OFF);
        if (ldap == Oracle.Ldap.OFF) stop("ldap");
        else server.administer("{'verb':'service restart','name':'ldap','grace':'0s'}");
        thrown("web", web);
        if (web) server.administer("{'verb':'service start','name':'web'}");
        else stop("web");
        if (ldap == Oracle.Ldap.CRASHED) Faults.killListener(server.port("ldap"));
        if (store) look(visitors, ldap, web, true);
        else
            try (AutoCloseable healing = Faults.brokenDisk(server.pid())) {
                await("broken");
                look(visitors, ldap, web, false);
            }
        if (!store) await("works");
    }

    /** A switch that stands so already stands so since it was thrown. */
    private void thrown(String name, boolean on) {
        Boolean before = switches.put(name, on);
        if (before == null || before != on) now(name);
    }

    private void stop(String service) throws Exception {
        server.administer("{'verb':'service stop','name':'" + service + "','grace':'0s'}");
    }

    /** Until the store is as it should be; the disk's fault shows at the next write. */
    private void await(String state) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < until) {
            JsonNode store = server.status().path("store");
            if (store.path("state").asString().equals(state)
                    && (state.equals("works") || store.path("kb").asString().startsWith("KB110"))) {
                if (store.path("kb").asString("KB1105").equals("KB1105")) {
                    moments.put("store", Instant.parse(store.path("since").asString()));
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        throw new IOException("the store did not become " + state + ": " + server.status());
    }

    private void look(boolean visitors, Oracle.Ldap ldap, boolean web, boolean store) throws Exception {
        if (ldap == Oracle.Ldap.CRASHED) TimeUnit.MILLISECONDS.sleep(2_500);
        for (Oracle.SignIn signIn : Oracle.SignIn.values()) {
            var state = new Oracle(visitors, ldap, web, signIn, store);
            OwnServer.Page page = switch (signIn) {
                case NONE -> eyes.page("/mail/", "");
                case VALID -> eyes.page("/mail/", valid);
                case EXPIRED -> eyes.page("/mail/", expired);
                case WRONG -> eyes.signedIn(person, "not the password");
            };
            String book = addressBook();
            String mail = mail();
            String works = used(state, book, mail);
            if (page.text().contains("Everything works") && !works.equals(ALL))
                lies.add(state + " page says that everything works, and there work only " + works);
            if (!web) stub(state, page.text());
            rows.add(new Row(state, page.status() + " " + page.text(), book, mail, works));
            compare(state, "page", page.text(), state.page());
            compare(state, "ldap", book, state.addressBook());
            compare(state, "mail", mail, state.mail());
            if (signIn == Oracle.SignIn.VALID) compare(state, "sign-in", signedIn(), state.signedIn());
        }
    }

    /** Each line of the stopped web service's page says of a service what is so. */
    private void stub(Oracle state, String text) throws Exception {
        JsonNode status = server.status();
        var labels = new LinkedHashMap<String, String>();
        status.path("services")
                .forEach(s ->
                        labels.put(s.path("name").asString(), s.path("label").asString()));
        labels.put("store", status.path("store").path("label").asString());
        labels.forEach((name, label) -> {
            boolean says = text.contains(label + " works");
            if (says != state.works(name)) lies.add(state + " the stub says " + name + " works: " + says + ": " + text);
        });
    }

    private void compare(Oracle state, String where, String read, Oracle.Truth truth) {
        var wrong = new ArrayList<String>();
        if (truth.cause().isEmpty() && read.matches("(?s).*KB\\d{4}.*")) wrong.add("names a cause where there is none");
        if (!read.contains(truth.cause())) wrong.add("does not name " + truth.cause());
        if (truth.level().equals("server") && !read.contains("whole server") && !read.contains("closed to visitors"))
            wrong.add("does not name the level");
        if (!truth.since().isEmpty() && !tells(read, truth.since())) wrong.add("does not say since when");
        for (String never : NEVER) if (read.toLowerCase(Locale.ROOT).contains(never)) wrong.add("says " + never);
        if (!wrong.isEmpty()) lies.add(state + " " + where + " " + wrong + ": " + shortened(read));
    }

    private boolean tells(String read, String moment) {
        Instant then = moments.get(moment);
        if (then == null) return false;
        return read.contains(MINUTE.format(then))
                || read.contains(MINUTE.format(then.plusSeconds(3)))
                || read.contains(MINUTE.format(then.minusSeconds(6)));
    }

    /** What /status.json says works is used: it must, and what it says does not must not. */
    private String used(Oracle state, String book, String mail) throws Exception {
        JsonNode status = server.status();
        var works = new ArrayList<String>();
        var said = new LinkedHashMap<String, JsonNode>();
        status.path("services").forEach(s -> said.put(s.path("name").asString(), s));
        said.put("store", status.path("store"));
        said.forEach((name, s) -> {
            boolean says = s.path("works").asBoolean();
            if (says) works.add(name);
            if (says != state.works(name)) lies.add(state + " /status.json says " + name + " works: " + says);
            if (!says && s.path("kb").asString("").isEmpty())
                lies.add(state + " /status.json names no cause of " + name);
        });
        boolean web = server.get("/mail/", valid).status() == 200
                && server.signIn(person, server.account(1).path("password").asString())
                                .status()
                        == 303;
        if (web != works.contains("web")) lies.add(state + " web is said to work: " + !web + ", and used does " + web);
        boolean ldap = !book.contains("contact") && !book.contains("KB1002");
        if (ldap != works.contains("ldap")) lies.add(state + " ldap is said to work: " + !ldap + ": " + book);
        boolean smtp = mail.startsWith("250");
        if (smtp != works.contains("smtp")) lies.add(state + " smtp is said to work: " + !smtp + ": " + mail);
        return String.join(" ", works);
    }

    private String addressBook() throws Exception {
        Program look = Program.run(
                "ldapsearch",
                "-x",
                "-LLL",
                "-o",
                "nettimeout=5",
                "-H",
                "ldap://" + server.address("ldap"),
                "-b",
                "dc=demo,dc=test",
                "mail=" + person,
                "mail");
        return (look.out() + " " + look.said()).replaceAll("\\s+", " ").strip();
    }

    private String mail() {
        try (Talk talk = Talk.to(server.address("smtp"))) {
            String said = talk.line();
            for (String line : List.of(
                    "EHLO sender.test",
                    "MAIL FROM:<x@sender.test>",
                    "RCPT TO:<" + person + ">",
                    "DATA",
                    "Subject: s\r\n\r\n.")) {
                if (!said.startsWith("2") && !said.startsWith("3")) return said;
                talk.say(line);
                said = talk.reply().getLast();
            }
            return said;
        }
    }

    /** What a person with the right password reads; nothing when they are let in. */
    private String signedIn() throws Exception {
        return eyes.signedIn(person, server.account(1).path("password").asString())
                .text();
    }

    private static String shortened(String text) {
        return text.length() <= 260 ? text : text.substring(0, 260) + "…";
    }

    List<String> lies() {
        return lies;
    }

    /** Facts of the rows just played that the document lacks: the state's line with its causes. */
    List<String> missingFrom(Path document) throws IOException {
        String text = Files.readString(document);
        return rows.stream()
                .map(StateTable::key)
                .filter(key -> !text.contains(key))
                .toList();
    }

    private static String key(Row row) {
        Oracle s = row.state();
        return "| " + (s.visitors() ? "on" : "off") + " | " + s.ldap().name().toLowerCase(Locale.ROOT) + " | "
                + (s.web() ? "on" : "off") + " | " + s.signIn().name().toLowerCase(Locale.ROOT) + " | "
                + (s.store() ? "ok" : "failed") + " |";
    }

    /** The table as docs/STATES.md has it; times of this run stand as they were read. */
    String document() {
        var out = new StringBuilder("""
                # What is read in each state

                Made by a run: `./test states` really brings one server into each state of anonymous access, LDAP, web, sign-in and
                store, and notes what Chromium shows at `/mail/` (with a wrong password: after the form), what `ldapsearch` without a
                name reads, what a sending server is told, and which services `/status.json` says work. The test uses each of those, and
                each of the others, and compares everything with an oracle written by hand. LDAP is *crashed* by the kernel
                taking its listening socket away, the store *fails* by every flush to the disk answering with an input/output error.

                | anonymous | LDAP | web | sign-in | store | the browser reads | LDAP client | sending server | works |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Row row : rows)
            out.append(key(row))
                    .append(' ')
                    .append(cell(row.page()))
                    .append(" | ")
                    .append(cell(row.ldap()))
                    .append(" | ")
                    .append(cell(row.mail()))
                    .append(" | ")
                    .append(row.works())
                    .append(" |\n");
        return out.toString();
    }

    /** What the stopped web service's page says stands whole; of a mailbox the beginning is enough. */
    private static String cell(String text) {
        String shown = text.startsWith("503") ? text : shortened(text);
        return shown.replace("|", "\\|")
                .replaceAll("2\\.0\\.0 Taken as \\w+", "2.0.0 Taken as …")
                .replaceAll("Incident \\w+", "Incident …");
    }

    @Override
    public void close() {
        eyes.close();
        server.close();
    }
}
