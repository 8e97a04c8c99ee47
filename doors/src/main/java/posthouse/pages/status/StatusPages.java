// SPDX-License-Identifier: Apache-2.0
// RFC 8615 and CONTRACT §3: /status, /status.json, /healthz, /readyz
package posthouse.pages.status;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Problems;
import posthouse.base.ServiceState;
import posthouse.http.Exchange;
import posthouse.http.ProblemJson;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.StatusSource;
import posthouse.pages.StatusSource.Report;
import posthouse.pages.StatusSource.Seen;
import posthouse.pages.view.JtestatusGenerated;
import posthouse.pages.view.Site;
import posthouse.pages.view.StatusView;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What works, for everyone and for probes. Names no hosts, ports or people; answered while the web service is off. */
public final class StatusPages {
    private static final RouteAccess PUBLIC = new RouteAccess.Public("everyone may know what works");
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.systemDefault());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.systemDefault());

    private final StatusSource source;
    private final Problems problems;
    private final Site site;
    private final Supplier<String> house;

    public StatusPages(StatusSource source, Problems problems, Site site, Supplier<String> house) {
        this.source = source;
        this.problems = problems;
        this.site = site;
        this.house = house;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/status", PUBLIC, this::page).alwaysAnswered(),
                new Route("GET", "/status.json", PUBLIC, this::json).alwaysAnswered(),
                new Route(
                                "GET",
                                "/healthz",
                                PUBLIC,
                                x -> x.answer(
                                        200, "text/plain; charset=utf-8", "ok\n".getBytes(StandardCharsets.UTF_8)))
                        .alwaysAnswered(),
                new Route("GET", "/readyz", PUBLIC, this::ready).alwaysAnswered());
    }

    /** The whole in a glyph (works, off, part, broken) and in the sentence that says the same. */
    public record Whole(String glyph, String sentence) {}

    /** How it stands, for pages that say so in passing. */
    public Whole whole() {
        return whole(source.report());
    }

    private Whole whole(Report report) {
        // A store that takes nothing new may still be read: its own fault says which it is.
        if (!report.store().works())
            return new Whole(
                    "broken",
                    cause(report.store()).map(problems::title).orElseGet(() -> text("page.status.title.store")));
        List<String> not = report.services().stream()
                .filter(s -> !s.works())
                .map(s -> problems.name(s.name()))
                .toList();
        if (not.isEmpty()) return new Whole("works", text("page.status.title.works"));
        String sentence = site.catalogue()
                .text(
                        report.works() ? "page.status.title.off" : "page.status.title.part",
                        Map.of("names", String.join(", ", not), "many", not.size() == 1 ? "one" : "other"));
        return new Whole(report.works() ? "off" : "part", sentence);
    }

    private static String glyph(Report report) {
        return !report.store().works() ? "broken" : report.works() ? "works" : "part";
    }

    private static String glyph(Seen s) {
        if (s.off().isPresent()) return "off";
        return switch (s.state()) {
            case ServiceState.Running ignored -> s.works() ? "works" : s.partly() ? "part" : "broken";
            case ServiceState.Stopped ignored -> "part";
            case ServiceState.Starting ignored -> "starting";
            case ServiceState.Paused ignored -> "paused";
            case ServiceState.Draining ignored -> "part";
            case ServiceState.Failed ignored -> "broken";
        };
    }

    /** One word for programs: works, part, off, broken, starting, stopping, paused, stopped. */
    private static String word(Seen s) {
        if (s.off().isPresent()) return "off";
        return switch (s.state()) {
            case ServiceState.Running ignored -> s.works() ? "works" : s.partly() ? "part" : "broken";
            case ServiceState.Stopped ignored -> "stopped";
            case ServiceState.Starting ignored -> "starting";
            case ServiceState.Paused ignored -> "paused";
            case ServiceState.Draining ignored -> "stopping";
            case ServiceState.Failed ignored -> "broken";
        };
    }

    /** What there is to say beyond the word: the switch or the fault. */
    private static Optional<Failure> cause(Seen s) {
        return s.off()
                .<Failure>map(why -> new Failure.Off(KB.serviceOff(s.name()), Level.SERVER, s.name(), why))
                .or(s::fault);
    }

    private StatusView.Row row(Seen s) {
        Optional<Failure> cause = cause(s);
        String about = cause.map(problems::title)
                .orElseGet(() -> site.catalogue().text("page.status.since", Map.of("time", TIME.format(s.since()))));
        return new StatusView.Row(
                glyph(s),
                problems.name(s.name()),
                about,
                text("page.status.word." + word(s)),
                cause.map(f -> f.problem().toString()).orElse(""));
    }

    private void page(Exchange x) throws IOException {
        Report report = source.report();
        List<StatusView.Row> rows = new ArrayList<>();
        for (Seen s : report.services()) rows.add(row(s));
        rows.add(row(report.store()));
        Whole whole = whole(report);
        String lead = text(
                switch (whole.glyph()) {
                    case "broken" -> "page.status.lead.store";
                    case "works" -> "page.status.lead.works";
                    default -> "page.status.lead.part";
                });
        String measured =
                site.catalogue().text("page.status.measured", Map.of("time", SECONDS.format(report.measured())));
        StatusView v = new StatusView(house.get(), whole.glyph(), whole.sentence(), lead, rows, measured);
        site.answer(
                x, 200, out -> JtestatusGenerated.render(out, null, site.frame(whole.sentence(), x), v, site.words()));
    }

    private void json(Exchange x) throws IOException {
        Report report = source.report();
        StringWriter text = new StringWriter();
        try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            g.writeStartObject();
            g.writeStringProperty("status", glyph(report));
            g.writeStringProperty("measured", report.measured().toString());
            g.writeName("services");
            g.writeStartArray();
            for (Seen s : report.services()) {
                g.writeStartObject();
                g.writeStringProperty("name", s.name());
                members(g, s);
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeName("store");
            g.writeStartObject();
            members(g, report.store());
            g.writeEndObject();
            g.writeEndObject();
        }
        x.set("Cache-Control", "no-store");
        x.answer(200, "application/json", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void members(JsonGenerator g, Seen s) {
        g.writeStringProperty("label", problems.name(s.name()));
        g.writeBooleanProperty("works", s.works());
        g.writeStringProperty("state", word(s));
        g.writeStringProperty("since", s.since().toString());
        cause(s).ifPresent(f -> {
            g.writeStringProperty("kb", f.problem().toString());
            g.writeStringProperty("title", problems.title(f));
            g.writeStringProperty("remedy", problems.remedy(f));
            ProblemJson.level(f).ifPresent(level -> g.writeStringProperty("level", level));
        });
    }

    private void ready(Exchange x) throws IOException {
        Seen store = source.report().store();
        String kb = cause(store).map(f -> " " + f.problem()).orElse("");
        x.set("Cache-Control", "no-store");
        x.answer(
                store.works() ? 200 : 503,
                "text/plain; charset=utf-8",
                (store.works() ? "ready\n" : "store" + kb + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
