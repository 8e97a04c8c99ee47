// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import posthouse.base.KB;
import posthouse.base.Problem;
import posthouse.base.Problems;
import posthouse.http.Exchange;
import posthouse.http.ProblemFacts;
import posthouse.http.ProblemPages;
import posthouse.pages.view.JteproblemGenerated;
import posthouse.pages.view.ProblemView;
import posthouse.pages.view.Site;

/** The page of a problem: cause first, then what works, then what to do. Needs nothing but the catalogue. */
public final class ProblemPage implements ProblemPages {
    private final Problems problems;
    private final Site site;

    public ProblemPage(Problems problems) {
        this.problems = problems;
        this.site = new Site(problems.catalogue());
    }

    @Override
    public byte[] page(ProblemFacts facts, Exchange exchange) {
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
        ProblemView v = new ProblemView(
                tone,
                glyph,
                switch (glyph) {
                    case "off", "unreadable", "denied" -> missing ? "lit" : glyph;
                    case "part" -> "lit";
                    default -> "broken";
                },
                text("page.problem.tag." + (missing ? "missing" : cause.name().toLowerCase(java.util.Locale.ROOT))),
                facts.title(),
                facts.detail().equals(facts.title()) ? "" : facts.detail(),
                facts.unaffected(),
                facts.affected(),
                actions(facts, exchange, waits),
                facts.remedy(),
                facts.id().toString(),
                site.catalogue()
                        .text("page.problem.about", Map.of("id", facts.id().toString())),
                site.catalogue().text("page.problem.incident", Map.of("incident", facts.instance())));
        int refresh = facts.status() == 503 && exchange.method().equals("GET") ? 5 : 0;
        return site.page(
                exchange,
                out -> JteproblemGenerated.render(
                        out, null, site.frame(facts.title(), exchange, refresh, false), v, site.words()));
    }

    private List<ProblemView.Action> actions(ProblemFacts facts, Exchange exchange, boolean waits) {
        List<ProblemView.Action> all = new ArrayList<>();
        boolean signIn = facts.id().equals(KB.NOT_SIGNED_IN) || facts.id().equals(KB.SESSION_ENDED);
        if (signIn) all.add(new ProblemView.Action(text("page.signin.button"), "/sign-in", true));
        else if (waits) all.add(new ProblemView.Action(text("page.status.link"), "/status", true));
        else if (!exchange.path().equals("/")) all.add(new ProblemView.Action(text("page.problem.mailbox"), "/", true));
        return all;
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
