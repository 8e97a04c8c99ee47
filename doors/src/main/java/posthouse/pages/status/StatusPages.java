// SPDX-License-Identifier: Apache-2.0
// RFC 8615 and CONTRACT §3: /status, /status.json, /healthz, /readyz
package posthouse.pages.status;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import posthouse.base.Failure;
import posthouse.base.Language;
import posthouse.base.Problems;
import posthouse.http.Exchange;
import posthouse.http.ProblemJson;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.DayOfService;
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

    private final StatusSource source;
    private final Problems problems;
    private final Site site;
    private final Supplier<String> house;
    private final DayBars bars;

    public StatusPages(StatusSource source, Problems problems, Site site, Supplier<String> house) {
        this.source = source;
        this.problems = problems;
        this.site = site;
        this.house = house;
        this.bars = new DayBars(site.catalogue());
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
                    Told.cause(report.store()).map(problems::title).orElseGet(() -> text("page.status.title.store")));
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

    private StatusView.Row row(Report report, Seen s) {
        Optional<Failure> cause = Told.cause(s);
        String word = text("page.status.word." + Told.word(s));
        String about = cause.map(problems::title)
                .orElseGet(() -> s.took()
                        .filter(t -> site.catalogue().has("page.status.used." + s.name()))
                        .map(took -> site.catalogue()
                                .text(
                                        "page.status.used." + s.name(),
                                        Map.of("word", word, "millis", Math.max(1, took.toMillis()))))
                        .orElseGet(() -> site.catalogue()
                                .text(
                                        "page.status.word.since",
                                        Map.of("word", word, "time", time("minute", s.since())))));
        List<DayOfService> days = report.days().getOrDefault(s.name(), List.of());
        return new StatusView.Row(
                Told.glyph(s),
                problems.name(s.name()),
                about,
                cause.map(f -> f.problem().toString()).orElse(""),
                bars.bars(days),
                s.off().isPresent() ? word : bars.share(days));
    }

    private void page(Exchange x) throws IOException {
        Report report = source.report();
        List<StatusView.Row> rows = new ArrayList<>();
        for (Seen s : report.services()) rows.add(row(report, s));
        rows.add(row(report, report.store()));
        Whole whole = whole(report);
        String lead = text(
                switch (whole.glyph()) {
                    case "broken" -> "page.status.lead.store";
                    case "works" -> "page.status.lead.works";
                    default -> "page.status.lead.part";
                });
        String measured =
                site.catalogue().text("page.status.measured", Map.of("time", time("second", report.measured())));
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
                members(g, report, s);
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeName("store");
            g.writeStartObject();
            members(g, report, report.store());
            g.writeEndObject();
            g.writeEndObject();
        }
        x.set("Cache-Control", "no-store");
        x.answer(200, "application/json", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void members(JsonGenerator g, Report report, Seen s) {
        // Programs are answered in English.
        Problems problems = this.problems.in(Language.ENGLISH);
        g.writeStringProperty("label", problems.name(s.name()));
        g.writeBooleanProperty("works", s.works());
        g.writeStringProperty("state", Told.word(s));
        g.writeStringProperty("since", s.since().toString());
        Told.cause(s).ifPresent(f -> {
            g.writeStringProperty("kb", f.problem().toString());
            g.writeStringProperty("title", problems.title(f));
            g.writeStringProperty("remedy", problems.remedy(f));
            ProblemJson.level(f).ifPresent(level -> g.writeStringProperty("level", level));
        });
        s.took().ifPresent(took -> g.writeNumberProperty("millis", took.toMillis()));
        g.writeArrayPropertyStart("days");
        for (DayOfService day : report.days().getOrDefault(s.name(), List.of())) {
            if (day.measured() == 0) continue;
            g.writeStartObject();
            g.writeStringProperty("date", day.date().toString());
            g.writeNumberProperty("up", day.up() / 1000);
            g.writeNumberProperty("part", day.part() / 1000);
            g.writeNumberProperty("down", day.down() / 1000);
            g.writeNumberProperty("off", day.off() / 1000);
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private void ready(Exchange x) throws IOException {
        Seen store = source.report().store();
        String kb = Told.cause(store).map(f -> " " + f.problem()).orElse("");
        x.set("Cache-Control", "no-store");
        x.answer(
                store.works() ? 200 : 503,
                "text/plain; charset=utf-8",
                (store.works() ? "ready\n" : "store" + kb + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String time(String pattern, Instant at) {
        return site.catalogue().date(pattern).format(at.atZone(ZoneId.systemDefault()));
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
