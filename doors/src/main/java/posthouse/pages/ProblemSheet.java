// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.KB;
import posthouse.base.Language;
import posthouse.base.Problem;
import posthouse.base.Problems;
import posthouse.http.Exchange;
import posthouse.http.ProblemFacts;
import posthouse.pages.StatusSource.Report;
import posthouse.pages.StatusSource.Seen;
import posthouse.pages.status.Told;
import posthouse.pages.view.JteproblemGenerated;
import posthouse.pages.view.ProblemView;
import posthouse.pages.view.Site;

/** The page of a problem in one language: cause first, then what works, then what to do. */
final class ProblemSheet {
    private static final int LOOK_AGAIN = 5;

    private final Problems problems;
    private final Site site;

    ProblemSheet(Language language, Problems problems) {
        this.problems = problems;
        this.site = Site.ofProblems(language, problems.catalogue());
    }

    static Map<String, Seen> byName(Optional<Report> report) {
        var all = new LinkedHashMap<String, Seen>();
        report.ifPresent(r -> {
            r.services().forEach(s -> all.put(s.name(), s));
            all.put(r.store().name(), r.store());
        });
        return all;
    }

    /** @param report what is known of the services, when the problem speaks of any */
    byte[] page(ProblemFacts facts, Exchange exchange, Optional<Report> report) {
        Problem.CauseClass cause = problems.get(facts.id()).cause();
        String glyph = switch (cause) {
            case OFF -> "off";
            case DENIED -> "denied";
            case BROKEN, INTERNAL -> "broken";
            case UNREADABLE -> "unreadable";
            case LIMIT, INPUT -> "part";
        };
        String tone = switch (cause) {
            case OFF -> "off";
            case DENIED -> "deny";
            case BROKEN, INTERNAL -> "bad";
            case UNREADABLE, LIMIT, INPUT -> "warn";
        };
        boolean missing = facts.status() == 404;
        boolean waits = facts.status() == 503 || facts.status() == 429;
        int said = said(facts.title());
        ProblemView v = new ProblemView(
                tone,
                glyph,
                switch (glyph) {
                    case "off", "unreadable", "denied" -> missing ? "lit" : glyph;
                    case "part" -> "lit";
                    default -> "broken";
                },
                text("page.problem.tag." + (missing ? "missing" : cause.name().toLowerCase(java.util.Locale.ROOT))),
                facts.title().substring(0, said),
                facts.title().substring(said).strip(),
                lead(facts, exchange, waits),
                rows(facts, glyph, byName(report)),
                actions(facts, exchange, waits),
                facts.remedy(),
                facts.id().toString(),
                site.catalogue()
                        .text("page.problem.about", Map.of("id", facts.id().toString())),
                site.catalogue().text("page.problem.incident", Map.of("incident", facts.instance())),
                report.map(this::measured).orElse(""));
        int refresh = facts.status() == 503 ? LOOK_AGAIN : 0;
        String to = posted(exchange) ? back(exchange) : "";
        Site.Page page = out -> JteproblemGenerated.render(
                out, null, site.leading(facts.title(), exchange, refresh, to), v, site.words());
        return refresh > 0 ? site.waiting(exchange, page) : site.page(exchange, page);
    }

    /**
     * First what works, as it was really used; what the problem leaves alone; what does not work for another reason; last what
     * the problem touches.
     */
    private List<ProblemView.Row> rows(ProblemFacts facts, String glyph, Map<String, Seen> services) {
        var working = new ArrayList<ProblemView.Row>();
        var other = new ArrayList<ProblemView.Row>();
        var touched = new ArrayList<ProblemView.Row>();
        Set<String> own = new HashSet<>();
        facts.affected().forEach(part -> own.add(part.key()));
        services.values().stream()
                .filter(s -> !own.contains(s.name()))
                .forEach(s -> (s.works() ? working : other).add(row(s, problems.name(s.name()))));
        for (Problem.Part part : facts.unaffected())
            if (!services.containsKey(part.key()))
                working.add(new ProblemView.Row("works", part.text(), text("page.problem.row.alone")));
        for (Problem.Part part : facts.affected())
            touched.add(
                    services.containsKey(part.key())
                            ? row(services.get(part.key()), part.text())
                            : new ProblemView.Row(glyph, part.text(), text("page.problem.row.touched")));
        working.addAll(other);
        working.addAll(touched);
        return working;
    }

    private ProblemView.Row row(Seen s, String name) {
        String word = text("page.status.word." + Told.word(s));
        String words = s.works()
                ? word
                : site.catalogue()
                        .text("page.problem.row.since", Map.of("word", word, "time", time("minute", s.since())));
        return new ProblemView.Row(Told.glyph(s), name, words);
    }

    private String measured(Report report) {
        return site.catalogue().text("page.status.measured", Map.of("time", time("clock", report.measured())));
    }

    /** Where in a title an administrator's own words begin; its length when there are none. */
    private int said(String title) {
        int at = title.indexOf(
                " " + site.catalogue().text("problem.note", Map.of("note", "")).strip());
        return at < 0 ? title.length() : at;
    }

    /** What there is to say after the title; whoever sent a form hears that nothing was done with it. */
    private String lead(ProblemFacts facts, Exchange exchange, boolean waits) {
        String works = facts.detail().startsWith(facts.title())
                ? facts.detail().substring(facts.title().length()).strip()
                : facts.detail();
        if (!waits || !posted(exchange)) return works;
        String sent = text(exchange.path().equals("/sign-in") ? "page.problem.notchecked" : "page.problem.notdone");
        return sent + " " + works;
    }

    private static boolean posted(Exchange exchange) {
        return !exchange.method().equals("GET") && !exchange.method().equals("HEAD");
    }

    /** The page from which a form was sent, when it is one of ours. */
    private static String back(Exchange exchange) {
        String own = exchange.base();
        return exchange.header("Referer")
                .filter(r -> r.startsWith(own + "/") && r.length() < 2_000)
                .map(r -> r.substring(own.length()))
                .filter(path -> !path.startsWith("//") && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\'))
                .orElse("/");
    }

    private List<ProblemView.Action> actions(ProblemFacts facts, Exchange exchange, boolean waits) {
        List<ProblemView.Action> all = new ArrayList<>();
        boolean signIn = List.of(KB.NOT_SIGNED_IN, KB.SESSION_ENDED, KB.NOT_PUBLISHED, KB.VISITORS_OFF)
                .contains(facts.id());
        if (signIn) all.add(new ProblemView.Action(text("page.signin.button"), "/sign-in", true));
        else if (waits && posted(exchange)) {
            all.add(new ProblemView.Action(text("page.problem.back"), back(exchange), true));
            all.add(new ProblemView.Action(text("page.status.link"), "/status", false));
        } else if (waits) all.add(new ProblemView.Action(text("page.status.link"), "/status", true));
        else if (!exchange.path().equals("/")) all.add(new ProblemView.Action(text("page.problem.mailbox"), "/", true));
        return all;
    }

    private String time(String pattern, Instant at) {
        return site.catalogue().date(pattern).format(at.atZone(ZoneId.systemDefault()));
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
