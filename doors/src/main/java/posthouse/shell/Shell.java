// SPDX-License-Identifier: Apache-2.0
package posthouse.shell;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import posthouse.base.AccountId;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Language;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.jmap.JmapApi;
import posthouse.shell.view.JtemailboxGenerated;
import posthouse.shell.view.MailboxView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The mailbox page for whoever is signed in: theme, first answers and scripts in one response. */
public final class Shell {
    private static final Pattern REGIONAL = Pattern.compile("[a-z]{2,3}-[A-Z]{2}");
    private static final List<String> USING = List.of(
            "urn:ietf:params:jmap:core",
            "urn:ietf:params:jmap:mail",
            "urn:ietf:params:jmap:submission",
            "urn:ietf:params:jmap:quota",
            "urn:posthouse:jmap:mailbox");
    private static final List<String> LIST = List.of(
            "id",
            "blobId",
            "threadId",
            "mailboxIds",
            "keywords",
            "size",
            "receivedAt",
            "from",
            "to",
            "cc",
            "bcc",
            "replyTo",
            "subject",
            "preview",
            "hasAttachment",
            "messageId");
    private static final int WINDOW = 50;
    private static final Duration KEPT = Duration.ofDays(400);
    private static final Set<String> THEMES = Set.of("system", "light", "dark");
    private static final Set<String> DENSITIES = Set.of("roomy", "standard", "compact");
    private static final Set<String> PANES = Set.of("right", "below", "off");

    private final JmapApi jmap;
    private final Assets assets;
    private final String version;
    private final Problems problems;
    private final Supplier<Optional<Failure>> trouble;
    private final JsonMapper json = JsonMapper.builder().build();

    /** @param trouble what a use of the store met a moment ago; empty when it works */
    public Shell(JmapApi jmap, Assets assets, String version, Problems problems, Supplier<Optional<Failure>> trouble) {
        this.jmap = jmap;
        this.assets = assets;
        this.version = version;
        this.problems = problems;
        this.trouble = trouble;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/mail/{path*}", new RouteAccess.Session(true), this::page));
    }

    private void page(Exchange exchange) throws IOException {
        Caller caller = exchange.signedIn();
        if (!(caller.principal() instanceof Principal.Person person))
            throw new Refused(new Failure.Denied(KB.NO_RIGHT_TO_ACCOUNT, posthouse.base.Level.ACCOUNT));
        ObjectNode preferences = preferences(caller, person.account());
        Language language = language(preferences, exchange);
        Problems told = problems.in(language);
        Assets.Entry entry = assets.mailbox(language)
                .orElseThrow(
                        () -> new Refused(new Failure.Broken(KB.SYSTEM_ACCOUNT_MISSING, "front end", "not built")));
        ObjectNode boot = json.createObjectNode();
        boot.set("session", jmap.session(caller, exchange.base()));
        boot.putNull("csrf");
        boot.put("version", version);
        boot.put("words", entry.words());
        boot.put("nonce", exchange.nonce());
        boot.set("preferences", preferences);
        boot.set("using", json.valueToTree(USING));
        boot.set("responses", first(caller, person.account(), preferences));
        Optional<Failure> now = trouble.get();
        now.ifPresent(failure -> boot.set("problem", problem(told, failure)));
        String cause = now.map(f -> " " + told.title(f, Audience.PERSON) + " " + f.problem())
                .orElse("");
        var view = new MailboxView(
                locale(language, preferences),
                language.direction(),
                told.catalogue().text("shell.title"),
                choice(preferences, "theme", THEMES, "system"),
                choice(preferences, "density", DENSITIES, "standard"),
                choice(preferences, "pane", PANES, "right"),
                exchange.nonce(),
                entry.styles(),
                entry.preloads(),
                entry.script(),
                json.writeValueAsString(boot).replace("<", "\\u003c"),
                told.catalogue().text("shell.noscript") + cause);
        var out = new StringOutput();
        HtmlTemplateOutput html = new OwaspHtmlTemplateOutput(out);
        JtemailboxGenerated.render(html, null, view);
        headers(exchange);
        exchange.set("Content-Language", language.tag());
        exchange.answerGzip(200, "text/html; charset=utf-8", out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** As a method of JMAP would tell it: who opens the mailbox reads it before the first change is refused. */
    private ObjectNode problem(Problems problems, Failure failure) {
        return json.createObjectNode()
                .put("type", "serverFail")
                .put("description", problems.title(failure, Audience.PERSON))
                .put("kb", failure.problem().toString())
                .put("works", problems.works(failure))
                .put("remedy", problems.remedy(failure, Audience.PERSON));
    }

    private static void headers(Exchange exchange) {
        String host = exchange.base().replaceFirst("^https?://", "");
        String socket = (exchange.secure() ? "wss://" : "ws://") + host;
        exchange.set("Cache-Control", "no-store")
                .set("Referrer-Policy", "no-referrer")
                .set("X-Content-Type-Options", "nosniff")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + exchange.nonce()
                                + "'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self' " + socket
                                + "; frame-src 'self' blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
                                + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'");
    }

    /** What the person chose, else what the browser asks for. A choice is kept for the pages that do not know who reads them. */
    private static Language language(JsonNode preferences, Exchange exchange) {
        String chosen = preferences.path("language").stringValue("");
        Optional<Language> own = Language.of(chosen);
        String kept = exchange.cookie(Language.COOKIE).orElse("");
        if (!own.map(Language::tag).orElse("").equals(kept))
            exchange.add(
                    "Set-Cookie",
                    Language.COOKIE + "=" + own.map(Language::tag).orElse("")
                            + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + (own.isPresent() ? KEPT.toSeconds() : 0)
                            + (exchange.secure() ? "; Secure" : ""));
        return Language.choose(chosen, String.join(",", exchange.headers("Accept-Language")));
    }

    /** Language and region of dates and numbers; a language alone leaves the region to the browser. */
    private static String locale(Language language, JsonNode preferences) {
        String chosen = preferences.path("locale").stringValue("");
        if (chosen.equals("browser")) return language.tag();
        boolean fits = chosen.startsWith(language.tag() + "-")
                && REGIONAL.matcher(chosen).matches();
        return fits ? chosen : language.regional();
    }

    private static String choice(JsonNode preferences, String name, Set<String> known, String otherwise) {
        String value = preferences.path(name).stringValue(otherwise).toLowerCase(Locale.ROOT);
        return known.contains(value) ? value : otherwise;
    }

    private ObjectNode preferences(Caller caller, AccountId account) {
        ObjectNode arguments = json.createObjectNode();
        arguments.put("accountId", account.toString());
        arguments.putNull("ids");
        ArrayNode answers = jmap.call(caller, USING, List.of(new JmapApi.Call("Preferences/get", arguments, "p")));
        JsonNode answer = answers.path(0);
        Optional<JsonNode> first = answer.path(0).stringValue("").equals("Preferences/get")
                ? answer.path(1).path("list").valueStream().findFirst()
                : Optional.empty();
        return first.filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(json::createObjectNode);
    }

    /** Exactly what the application would ask first, so that its start costs no second round trip. */
    private ArrayNode first(Caller caller, AccountId account, JsonNode preferences) {
        String id = account.toString();
        boolean conversations = preferences.path("conversations").asBoolean(true);
        ObjectNode inboxQuery = json.createObjectNode().put("accountId", id);
        inboxQuery.putObject("filter").put("role", "inbox");
        ArrayNode found = jmap.call(caller, USING, List.of(new JmapApi.Call("Mailbox/query", inboxQuery, "i")));
        String inbox = found.path(0).path(1).path("ids").path(0).stringValue("");

        ObjectNode mailboxes = json.createObjectNode().put("accountId", id);
        mailboxes.putNull("ids");
        ObjectNode query = json.createObjectNode().put("accountId", id);
        query.putObject("filter").put("inMailbox", inbox);
        String order = preferences.path("sorts").path(inbox).stringValue("-date");
        query.putArray("sort").add(ListOrder.comparator(order, conversations));
        query.put("collapseThreads", conversations);
        query.put("position", 0);
        query.put("limit", WINDOW);
        query.put("calculateTotal", true);
        ObjectNode quota = json.createObjectNode().put("accountId", id);
        quota.putNull("ids");
        ObjectNode threads = json.createObjectNode().put("accountId", id);
        reference(threads, "e", "Email/get", "/list/*/threadId");
        return jmap.call(
                caller,
                USING,
                List.of(
                        new JmapApi.Call("Mailbox/get", mailboxes, "m"),
                        new JmapApi.Call("Email/query", query, "q"),
                        new JmapApi.Call("Email/get", emails(id, "q", "Email/query", "/ids"), "e"),
                        new JmapApi.Call("Thread/get", threads, "t"),
                        new JmapApi.Call("Email/get", emails(id, "t", "Thread/get", "/list/*/emailIds"), "te"),
                        new JmapApi.Call("Quota/get", quota, "u")));
    }

    private ObjectNode emails(String account, String call, String method, String path) {
        ObjectNode get = json.createObjectNode().put("accountId", account);
        reference(get, call, method, path);
        get.set("properties", json.valueToTree(LIST));
        return get;
    }

    private static void reference(ObjectNode arguments, String call, String method, String path) {
        arguments.putObject("#ids").put("resultOf", call).put("name", method).put("path", path);
    }
}
