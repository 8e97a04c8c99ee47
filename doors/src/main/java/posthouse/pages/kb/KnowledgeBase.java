// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import posthouse.base.Audience;
import posthouse.base.Catalogue;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problem;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.view.JtekbarticleGenerated;
import posthouse.pages.view.JtekbindexGenerated;
import posthouse.pages.view.KbIndexView;
import posthouse.pages.view.Site;

/** The articles: an index, and a page for each. Answered while the web service is off. */
public final class KnowledgeBase {
    /** Articles that are no problem's own: they retell, and can be played by {@code posthouse kb run}. */
    private static final List<String> RETOLD = List.of("Q165712");

    private static final RouteAccess PUBLIC = new RouteAccess.Public("articles explain the server to everyone");

    private final Problems problems;
    private final Site site;
    private final Shelf shelf;

    /** @param shelf articles in English, whatever the language of the pages around them */
    public KnowledgeBase(Problems problems, Site site, Shelf shelf) {
        this.problems = problems;
        this.site = site;
        this.shelf = shelf;
    }

    /** All articles by their ids. */
    static Map<String, Article> articles(Problems problems) {
        var articles = new TreeMap<String, Article>();
        for (String id : ids(problems))
            text(problems, id).map(text -> ArticleReader.read(id, text)).ifPresent(a -> articles.put(a.id(), a));
        return articles;
    }

    /** The ids of all articles in order: those of problems, then those that retell older ones. */
    public static List<String> ids(Problems problems) {
        var ids = new ArrayList<String>();
        for (Problem p : problems.all()) ids.add(p.id().toString());
        ids.addAll(RETOLD);
        return ids;
    }

    /** The article packed under this id. */
    public static Optional<Article> read(String id) {
        return text(id).map(text -> ArticleReader.read(id, text));
    }

    /** The article, and behind it what the register of problems knows: what it touches and who is told what. */
    public static Optional<String> text(Problems problems, String id) {
        Optional<String> data = problems.all().stream()
                .filter(p -> p.id().toString().equals(id))
                .findFirst()
                .map(p -> data(problems, p));
        return text(id).map(text -> text.strip() + data.orElse("") + "\n");
    }

    private static String data(Problems problems, Problem p) {
        Catalogue words = problems.catalogue();
        var out = new StringBuilder();
        section(out, words.text("page.kb.touches"), problems.affected(p), Problem.Part::text);
        section(out, words.text("page.kb.leaves"), problems.unaffected(p), Problem.Part::text);
        section(
                out,
                words.text("page.kb.told"),
                List.of(Audience.values()),
                audience -> words.text("page.kb.told." + audience.name().toLowerCase(Locale.ROOT)) + ": "
                        + problems.remedy(p, audience));
        return out.append("\n\n## ")
                .append(words.text("page.kb.applies"))
                .append('\n')
                .append(words.text("page.kb.applies.to"))
                .toString();
    }

    private static <T> void section(StringBuilder out, String title, List<T> items, Function<T, String> text) {
        out.append("\n\n## ").append(title);
        for (T item : items) out.append("\n- ").append(text.apply(item));
    }

    /** The article as it is written. */
    public static Optional<String> text(String id) {
        try (InputStream in = KnowledgeBase.class.getResourceAsStream("/posthouse/pages/kb/" + id + ".md")) {
            if (in == null) return Optional.empty();
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(id, e);
        }
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/kb", PUBLIC, x -> x.redirect(301, "/kb/")).alwaysAnswered(),
                new Route("GET", "/kb/", PUBLIC, this::index).alwaysAnswered(),
                new Route("GET", "/kb/{id}", PUBLIC, this::article).alwaysAnswered());
    }

    private void index(Exchange x) throws IOException {
        Map<String, List<KbIndexView.Item>> groups = new TreeMap<>();
        shelf.articles()
                .values()
                .forEach(a -> groups.computeIfAbsent(group(a.id()), k -> new ArrayList<>())
                        .add(new KbIndexView.Item(a.id(), a.title())));
        List<KbIndexView.Group> list = new ArrayList<>();
        groups.forEach(
                (g, items) -> list.add(new KbIndexView.Group(site.catalogue().text("page.kb.group." + g), items)));
        site.answer(
                x,
                200,
                out -> JtekbindexGenerated.render(
                        out,
                        null,
                        site.frame(site.catalogue().text("page.kb.link"), x),
                        new KbIndexView(list),
                        site.words()));
    }

    private static String group(String id) {
        return id.startsWith("KB") ? id.substring(2, 4) : "retold";
    }

    private void article(Exchange x) throws IOException {
        String id = x.parameter("id").toUpperCase(Locale.ROOT);
        Article a = shelf.articles().get(id);
        if (a == null) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "article"));
        Optional<Problem.CauseClass> cause = problems.all().stream()
                .filter(p -> p.id().toString().equals(id))
                .findFirst()
                .map(Problem::cause);
        String glyph = cause.map(KnowledgeBase::glyph).orElse("works");
        String outcome = site.catalogue()
                .text("page.kb.outcome."
                        + cause.map(c -> c.name().toLowerCase(Locale.ROOT)).orElse("retold"));
        site.answer(
                x,
                200,
                out -> JtekbarticleGenerated.render(
                        out, null, site.frame(a.id() + " · " + a.title(), x), a, glyph, outcome, site.words()));
    }

    private static String glyph(Problem.CauseClass cause) {
        return switch (cause) {
            case OFF -> "off";
            case DENIED -> "denied";
            case BROKEN, INTERNAL -> "broken";
            case UNREADABLE -> "unreadable";
            case LIMIT, INPUT -> "part";
        };
    }
}
