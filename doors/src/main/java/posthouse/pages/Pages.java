// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import posthouse.base.Clock;
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
     * @param random source of the key that signs image addresses; must be cryptographic
     */
    public Pages(
            Store store,
            Directory directory,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Supplier<String> house,
            StatusSource status) {
        Site site = new Site(problems.catalogue());
        StatusPages statusPages = new StatusPages(status, problems, site, house);
        routes.add(home());
        routes.addAll(statusPages.routes());
        routes.addAll(new KnowledgeBase(problems, site).routes());
        ImageTokens images = new ImageTokens(random);
        routes.addAll(new MessagePages(store, images, site).routes());
        routes.addAll(new ImageProxy(images, SafeFetcher.ofInternet(clock)).routes());
        routes.addAll(new ComposeFrame(site).routes());
        FolderPages folders = new FolderPages(directory, store, clock, site, house);
        routes.addAll(folders.routes());
        routes.addAll(
                new SignInPages(directory, problems, site, house, statusPages::whole, folders::published).routes());
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
