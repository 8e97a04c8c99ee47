// SPDX-License-Identifier: Apache-2.0
// RFC 8615 and CONTRACT §3: /status, /status.json, /healthz, /readyz
package posthouse.pages.status;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.Problems;
import posthouse.base.ServiceControl;
import posthouse.base.ServiceState;
import posthouse.base.SwitchState;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.StatusSource;
import posthouse.pages.view.JtestatusGenerated;
import posthouse.pages.view.Site;
import posthouse.pages.view.StatusView;
import posthouse.store.Store;
import posthouse.store.StoreHealth;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What works, for everyone and for probes. Names no hosts, ports or people; answered while the web service is off. */
public final class StatusPages {
    private static final RouteAccess PUBLIC = new RouteAccess.Public("everyone may know what works");
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.systemDefault());

    private final Store store;
    private final StatusSource source;
    private final Problems problems;
    private final Site site;
    private final Clock clock;
    private final Supplier<String> house;

    public StatusPages(
            Store store, StatusSource source, Problems problems, Site site, Clock clock, Supplier<String> house) {
        this.store = store;
        this.source = source;
        this.problems = problems;
        this.site = site;
        this.clock = clock;
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

    /** The glyph of the whole: works, part, broken. */
    public String glyph() {
        if (!(store.health() instanceof StoreHealth.Works)) return "broken";
        return source.services().stream().map(StatusPages::glyph).anyMatch(g -> !g.equals("works") && !g.equals("off"))
                ? "part"
                : "works";
    }

    private static String glyph(ServiceControl.Status s) {
        return switch (s.state()) {
            case ServiceState.Running ignored -> "works";
            case ServiceState.Stopped ignored -> s.wanted() ? "part" : "off";
            case ServiceState.Starting ignored -> "starting";
            case ServiceState.Paused ignored -> "paused";
            case ServiceState.Draining ignored -> "part";
            case ServiceState.Failed ignored -> "broken";
        };
    }

    private String state(ServiceControl.Status s) {
        return switch (s.state()) {
            case ServiceState.Running ignored -> text("page.status.running");
            case ServiceState.Stopped ignored -> text("page.status.off");
            case ServiceState.Starting ignored -> text("page.status.starting");
            case ServiceState.Paused ignored -> text("page.status.paused");
            case ServiceState.Draining ignored -> text("page.status.draining");
            case ServiceState.Failed ignored -> text("page.status.failed");
        };
    }

    private static String kb(ServiceControl.Status s) {
        return s.state() instanceof ServiceState.Failed(Instant ignored, Failure f)
                ? f.problem().toString()
                : "";
    }

    private void page(Exchange x) throws IOException {
        List<StatusView.Row> rows = new ArrayList<>();
        List<String> off = new ArrayList<>();
        for (ServiceControl.Status s : source.services()) {
            String g = glyph(s);
            String name = name(s.service());
            if (!g.equals("works")) off.add(name);
            rows.add(new StatusView.Row(g, name, since(s), state(s), kb(s)));
        }
        boolean works = store.health() instanceof StoreHealth.Works;
        rows.add(new StatusView.Row(
                works ? "works" : "broken",
                text("page.status.store"),
                text(works ? "page.status.store.works" : "page.status.store.failed"),
                text(works ? "page.status.running" : "page.status.failed"),
                storeKb()));
        String title = !works
                ? text("page.status.title.store")
                : off.isEmpty()
                        ? text("page.status.title.works")
                        : site.catalogue().text("page.status.title.part", Map.of("names", String.join(", ", off)));
        String lead = text(
                !works ? "page.status.lead.store" : off.isEmpty() ? "page.status.lead.works" : "page.status.lead.part");
        String measured = site.catalogue().text("page.status.measured", Map.of("time", TIME.format(clock.now())));
        StatusView v = new StatusView(
                house.get(),
                off.isEmpty() && works ? "works" : glyph().equals("works") ? "off" : glyph(),
                title,
                lead,
                rows,
                measured);
        site.answer(x, 200, out -> JtestatusGenerated.render(out, null, site.frame(title, x), v, site.words()));
    }

    private String storeKb() {
        return store.health() instanceof StoreHealth.Failed(Instant ignored, Failure cause)
                ? cause.problem().toString()
                : "";
    }

    private String name(String service) {
        String key = "page.status.service." + service;
        return site.catalogue().has(key) ? text(key) : service;
    }

    private String since(ServiceControl.Status s) {
        SwitchState why = s.state() instanceof ServiceState.Stopped(Instant ignored, SwitchState w) ? w : null;
        String key = why != null && !s.wanted() ? "page.status.since.off" : "page.status.since";
        String cause = s.state() instanceof ServiceState.Failed(Instant ignored, Failure f) ? problems.title(f) : "";
        return cause.isEmpty()
                ? site.catalogue()
                        .text(key, Map.of("time", TIME.format(s.state().since())))
                : cause;
    }

    private void json(Exchange x) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            g.writeStartObject();
            g.writeStringProperty("status", glyph());
            g.writeStringProperty("measured", clock.now().toString());
            g.writeName("services");
            g.writeStartArray();
            for (ServiceControl.Status s : source.services()) {
                g.writeStartObject();
                g.writeStringProperty("name", s.service());
                g.writeStringProperty(
                        "state", s.state().getClass().getSimpleName().toLowerCase(Locale.ROOT));
                g.writeStringProperty("since", s.state().since().toString());
                if (!kb(s).isEmpty()) g.writeStringProperty("kb", kb(s));
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeStringProperty("store", store.health() instanceof StoreHealth.Works ? "works" : "failed");
            if (!storeKb().isEmpty()) g.writeStringProperty("storeKb", storeKb());
            g.writeEndObject();
        }
        x.set("Cache-Control", "no-store");
        x.answer(200, "application/json", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void ready(Exchange x) throws IOException {
        boolean works = store.health() instanceof StoreHealth.Works;
        x.set("Cache-Control", "no-store");
        x.answer(
                works ? 200 : 503,
                "text/plain; charset=utf-8",
                (works ? "ready\n" : "store " + storeKb() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
