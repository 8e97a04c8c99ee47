// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.base.Language;
import posthouse.base.Problems;
import posthouse.directory.Directory;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.net.SafeFetcher;
import posthouse.pages.compose.ComposeFrame;
import posthouse.pages.folders.FolderPages;
import posthouse.pages.image.ImageProxy;
import posthouse.pages.image.ImageTokens;
import posthouse.pages.kb.KnowledgeBase;
import posthouse.pages.kb.Shelf;
import posthouse.pages.message.MessagePages;
import posthouse.pages.sign.SignInPages;
import posthouse.pages.status.StatusPages;
import posthouse.pages.view.Site;
import posthouse.store.Store;

/** All routes of this room. */
public final class Pages {
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param house the name that pages carry: the organisation's, or the product's
     * @param status what works, as probes found it
     * @param ahead addresses of the mailbox's scripts, which a browser may fetch while somebody signs in
     * @param random source of the key that signs image addresses; must be cryptographic
     */
    public Pages(
            Store store,
            Directory directory,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Supplier<String> house,
            StatusSource status,
            Function<Language, List<String>> ahead) {
        ImageTokens images = new ImageTokens(random);
        Shelf shelf = new Shelf(problems);
        routes.add(home());
        routes.addAll(new ImageProxy(images, SafeFetcher.ofInternet(clock)).routes());
        routes.addAll(Spoken.routes(language -> {
            Problems told = problems.in(language);
            Site site = new Site(language, told.catalogue());
            StatusPages statusPages = new StatusPages(status, told, site, house);
            FolderPages folders = new FolderPages(directory, store, clock, site, house);
            var set = new ArrayList<Route>(statusPages.routes());
            set.addAll(new KnowledgeBase(told, site, shelf).routes());
            set.addAll(new MessagePages(store, images, site).routes());
            set.addAll(new ComposeFrame(site).routes());
            set.addAll(folders.routes());
            set.addAll(new SignInPages(
                            directory, told, site, house, statusPages::whole, folders::published, ahead.apply(language))
                    .routes());
            return set;
        }));
    }

    private static Route home() {
        return new Route(
                "GET",
                "/",
                new RouteAccess.Public("leads on to where one may go"),
                exchange -> exchange.redirect(302, exchange.caller().isPresent() ? "/mail/" : "/sign-in"));
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The routes that are answered whatever is switched off: articles, status, probes. */
    public List<Route> always() {
        return routes.stream().filter(Route::always).toList();
    }
}
