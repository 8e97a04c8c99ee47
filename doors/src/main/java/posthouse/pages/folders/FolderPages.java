// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.ThreadId;
import posthouse.directory.Directory;
import posthouse.directory.PublicFolder;
import posthouse.directory.PublicFolders;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.message.OpenMessage;
import posthouse.pages.message.PublicBody;
import posthouse.pages.view.JtepublicfolderGenerated;
import posthouse.pages.view.JtepublicindexGenerated;
import posthouse.pages.view.JtepublicthreadGenerated;
import posthouse.pages.view.PublicFolderView;
import posthouse.pages.view.PublicFrame;
import posthouse.pages.view.PublicIndexView;
import posthouse.pages.view.PublicThreadView;
import posthouse.pages.view.Site;
import posthouse.store.Email;
import posthouse.store.MailList;
import posthouse.store.Store;
import posthouse.store.View;

/** Public folders without sign-in: index, folder, conversation, feed, files. A signed-in reader sees what they may see. */
public final class FolderPages {
    private static final RouteAccess PUBLIC =
            new RouteAccess.Public("each answer is decided by the folders' rights for whoever asks");
    private static final int THREADS = 50;
    // No page takes 30 KB, whatever stands in it: rows have limits in octets, and pages in rows.
    private static final int THREADS_BESIDE = 20;
    private static final int FOLDERS = 30;
    private static final int BELOW = 18;
    private static final int NAME = 80;
    private static final int SUBJECT = 150;
    private static final int AUTHOR = 50;
    private static final int FEED = 20;
    private static final int MOST_POSTS = 1_000;

    private final Directory directory;
    private final Store store;
    private final Clock clock;
    private final Site site;
    private final Supplier<String> house;
    private final PublicSite pages;

    public FolderPages(Directory directory, Store store, Clock clock, Site site, Supplier<String> house) {
        this.directory = directory;
        this.store = store;
        this.clock = clock;
        this.site = site;
        this.house = house;
        this.pages = new PublicSite(site.language());
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/public/", PUBLIC, this::index),
                new Route("GET", "/public/feed.atom", PUBLIC, this::feedOfAll),
                new Route("GET", "/public/p/{postId}", PUBLIC, this::thread),
                new Route("GET", "/public/p/{postId}/text", PUBLIC, this::text),
                new Route("GET", "/public/file/{blobId}/{name~}", PUBLIC, x -> PublicFiles.send(x, visit(x))),
                new Route("GET", "/public/{path*}", PUBLIC, this::folder));
    }

    /** Whether there is anything for visitors, so that other pages may point here. */
    public boolean published() {
        var guest = new Principal.Anonymous();
        return directory
                        .access()
                        .decide(guest, posthouse.base.Action.USE, new posthouse.base.Target.Service("web"))
                        .granted()
                && !directory.folders().accounts(guest).isEmpty();
    }

    private Visit visit(Exchange x) {
        return Visit.of(x, directory, store);
    }

    private Dates dates() {
        return new Dates(clock.now(), ZoneId.systemDefault(), site.catalogue());
    }

    private PublicFrame frame(Exchange x, Visit visit, String title, String feed, String canonical) {
        String signIn = "/sign-in?next=" + Addresses.encoded(x.target());
        return new PublicFrame(
                site.language(), title, house.get(), pages.css(), visit.guest(), signIn, feed, canonical);
    }

    private void index(Exchange x) throws IOException {
        Visit visit = visit(x);
        List<PublicFolder> all = directory.folders().list(visit.who());
        int last = Math.max(1, (all.size() + FOLDERS - 1) / FOLDERS);
        int page = Math.min(page(x), last);
        List<PublicFolder> here = all.subList((page - 1) * FOLDERS, Math.min(page * FOLDERS, all.size()));
        var v = new PublicIndexView(
                rows(visit, here, PublicFolder::path),
                page == 1 ? "" : Addresses.INDEX + (page == 2 ? "" : "?page=" + (page - 1)),
                page == last ? "" : Addresses.INDEX + "?page=" + (page + 1));
        String title = text("page.public.title");
        PublicFrame frame = frame(x, visit, title, Addresses.INDEX + "feed.atom", "");
        pages.page(x, out -> JtepublicindexGenerated.render(out, null, frame, v, site.words()));
    }

    private List<PublicIndexView.Row> rows(
            Visit visit, List<PublicFolder> folders, Function<PublicFolder, String> name) {
        var rows = new ArrayList<PublicIndexView.Row>();
        Dates dates = dates();
        for (PublicFolder folder : folders) {
            Optional<Email> newest = visit.read(folder.account(), view -> newest(view, folder.id()));
            rows.add(new PublicIndexView.Row(
                    Words.within(NAME, name.apply(folder)),
                    Addresses.folder(folder.path()),
                    newest.map(e -> Words.within(NAME, Words.topic(e, nameless())))
                            .orElseGet(() -> text("page.public.empty")),
                    count("page.public.posts", folder.mailbox().totalEmails()),
                    newest.map(e -> dates.brief(e.receivedAt())).orElse(""),
                    false));
        }
        return rows;
    }

    private static Optional<Email> newest(View view, MailboxId folder) {
        MailList list = view.list(folder);
        return list.size() == 0 ? Optional.empty() : view.email(list.email(0));
    }

    private void folder(Exchange x) throws IOException {
        Visit visit = visit(x);
        String path = x.parameter("path");
        if (path.isEmpty()) {
            x.redirect(301, Addresses.INDEX);
            return;
        }
        boolean feed = path.endsWith("/feed.atom");
        String wanted = feed ? path.substring(0, path.length() - "/feed.atom".length()) : path;
        PublicFolders.Found found =
                directory.folders().find(visit.who(), wanted).orElseThrow(visit::nothing);
        PublicFolder folder = found.folder();
        if (found.moved() || !feed && !path.endsWith("/")) {
            x.set("Cache-Control", "no-cache");
            x.redirect(301, feed ? Addresses.feed(folder.path()) : Addresses.folder(folder.path()));
            return;
        }
        if (feed) {
            List<OpenMessage> posts = visit.read(folder.account(), view -> newest(view, view.list(folder.id())));
            feed(x, folder.path(), Addresses.feed(folder.path()), Addresses.folder(folder.path()), posts);
            return;
        }
        int page = page(x);
        PublicFolderView v = visit.read(folder.account(), view -> view(visit, folder, page, view));
        PublicFrame frame = frame(x, visit, folder.name(), v.feed(), "");
        pages.page(x, out -> JtepublicfolderGenerated.render(out, null, frame, v, site.words()));
    }

    private static int page(Exchange x) {
        return x.query("page")
                .filter(p -> p.matches("[1-9][0-9]{0,5}"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private PublicFolderView view(Visit visit, PublicFolder folder, int wanted, View view) {
        MailList list = view.list(folder.id());
        // In the order of their newest posts, with the number of posts here.
        Map<ThreadId, int[]> threads = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) threads.computeIfAbsent(list.thread(i), t -> new int[] {0})[0]++;
        List<PublicFolder> below = directory.folders().list(visit.who()).stream()
                .filter(f -> f.mailbox().parent().equals(Optional.of(folder.id())))
                .toList();
        int each = below.isEmpty() ? THREADS : THREADS_BESIDE;
        // Behind the last page there is no conversation, which must not look as if there were none at all.
        int page = Math.min(wanted, Math.max(1, (threads.size() + each - 1) / each));
        List<ThreadId> ids = threads.keySet().stream()
                .skip((long) (page - 1) * each)
                .limit(each)
                .toList();
        var rows = new ArrayList<PublicFolderView.Thread>();
        Dates dates = dates();
        view.threads(ids).forEach((id, posts) -> row(view, posts, dates).ifPresent(rows::add));
        String here = Addresses.folder(folder.path());
        boolean more = threads.size() > page * each;
        return new PublicFolderView(
                folder.name(),
                count("page.public.conversations", threads.size()),
                Addresses.feed(folder.path()),
                crumbs(folder.path()),
                below(visit, below),
                rows,
                page > 2 ? here + "?page=" + (page - 1) : page == 2 ? here : "",
                more ? here + "?page=" + (page + 1) : "");
    }

    /** The folders below one; where they are too many for a page, the list of all folders has the rest. */
    private PublicIndexView below(Visit visit, List<PublicFolder> below) {
        List<PublicFolder> shown = below.subList(0, Math.min(BELOW, below.size()));
        String rest = shown.size() == below.size() ? "" : Addresses.INDEX;
        return new PublicIndexView(rows(visit, shown, PublicFolder::name), "", rest);
    }

    private Optional<PublicFolderView.Thread> row(View view, List<EmailId> posts, Dates dates) {
        Map<EmailId, Email> ends = view.emails(List.of(posts.getFirst(), posts.getLast()));
        Email first = ends.get(posts.getFirst());
        Email last = ends.get(posts.getLast());
        if (first == null || last == null) return Optional.empty();
        return Optional.of(new PublicFolderView.Thread(
                Words.within(SUBJECT, Words.subject(first, nameless())),
                Addresses.post(first.id()),
                Words.within(AUTHOR, Words.author(first)),
                posts.size() < 2 ? "" : count("page.public.answers", posts.size() - 1),
                dates.brief(last.receivedAt()),
                first.state().hasAttachment()));
    }

    /** The folders above, the nearest last. */
    private List<PublicFolderView.Crumb> crumbs(String path) {
        var crumbs = new ArrayList<PublicFolderView.Crumb>();
        crumbs.add(new PublicFolderView.Crumb(text("page.public.title"), Addresses.INDEX));
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            String above = path.substring(0, at);
            String name = above.substring(above.lastIndexOf('/') + 1);
            crumbs.add(new PublicFolderView.Crumb(name, Addresses.folder(above)));
        }
        return crumbs;
    }

    private void thread(Exchange x) throws IOException {
        Visit visit = visit(x);
        EmailId post = EmailId.parse(x.parameter("postId")).orElseThrow(visit::nothing);
        AccountId account = visit.home(post).orElseThrow(visit::nothing);
        int from = x.query("from")
                .filter(n -> n.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(-1);
        PublicFolder folder = home(visit, account, post);
        PublicThreadView v = visit.read(account, view -> thread(view, folder, post, from, answer(visit, folder, post)));
        PublicFrame frame = frame(x, visit, v.subject(), v.feed(), x.base() + v.canonical());
        pages.page(x, out -> JtepublicthreadGenerated.render(out, null, frame, v, site.words()));
    }

    private PublicFolder home(Visit visit, AccountId account, EmailId post) {
        Email email = visit.read(account, view -> view.email(post)).orElseThrow(visit::nothing);
        for (MailboxId mailbox : email.mailboxes()) {
            Optional<PublicFolder> folder = directory.folders().folder(visit.who(), account, mailbox);
            if (folder.isPresent()) return folder.get();
        }
        throw visit.nothing();
    }

    /** Where somebody who is signed in and may post answers: in the mailbox. */
    private String answer(Visit visit, PublicFolder folder, EmailId post) {
        boolean may = directory
                .access()
                .decide(
                        visit.who(),
                        posthouse.base.Action.POST,
                        new posthouse.base.Target.Mailbox(folder.account(), folder.id()))
                .granted();
        return visit.guest() || !may ? "" : "/mail/open/" + folder.account() + "/" + post;
    }

    private PublicThreadView thread(View view, PublicFolder folder, EmailId asked, int from, String answer) {
        Email named = view.email(asked).orElseThrow();
        List<EmailId> ids = view.thread(named.thread());
        List<Email> posts = List.copyOf(
                view.emails(ids.subList(0, Math.min(MOST_POSTS, ids.size()))).values());
        List<ThreadOrder.Place> order = ThreadOrder.of(posts);
        var window = new ThreadWindow(view, order, asked, from, dates(), site.catalogue());
        EmailId first = order.getFirst().post().id();
        String summary = posts.size() < 2
                ? ""
                : count("page.public.answers", posts.size() - 1) + " · "
                        + site.catalogue()
                                .text(
                                        "page.public.lastone",
                                        Map.of(
                                                "time",
                                                dates().full(posts.getLast().receivedAt())));
        List<PublicFolderView.Crumb> above = crumbs(folder.path() + "/");
        return new PublicThreadView(
                Words.subject(posts.getFirst(), nameless()),
                summary,
                Addresses.feed(folder.path()),
                Addresses.post(first),
                above,
                window.posts(),
                window.start() == 0 ? "" : Addresses.post(first),
                window.end() < order.size() ? Addresses.post(first) + "?from=" + window.end() : "",
                answer);
    }

    private void text(Exchange x) throws IOException {
        Visit visit = visit(x);
        EmailId id = EmailId.parse(x.parameter("postId")).orElseThrow(visit::nothing);
        AccountId account = visit.home(id).orElseThrow(visit::nothing);
        OpenMessage post = visit.read(account, view -> OpenMessage.of(view, id));
        x.set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        pages.answer(x, "text/plain; charset=utf-8", PublicBody.text(post).getBytes(StandardCharsets.UTF_8));
    }

    private void feedOfAll(Exchange x) throws IOException {
        Visit visit = visit(x);
        var all = new ArrayList<OpenMessage>();
        for (AccountId account : directory.folders().accounts(visit.who()))
            all.addAll(visit.read(account, view -> newest(view, view.all())));
        all.sort((a, b) -> b.email().receivedAt().compareTo(a.email().receivedAt()));
        List<OpenMessage> posts = all.subList(0, Math.min(FEED, all.size()));
        feed(x, text("page.public.title"), Addresses.INDEX + "feed.atom", Addresses.INDEX, posts);
    }

    private static List<OpenMessage> newest(View view, MailList list) {
        var posts = new ArrayList<OpenMessage>();
        for (int i = 0; i < list.size() && i < FEED; i++) posts.add(OpenMessage.of(view, list.email(i)));
        return posts;
    }

    private void feed(Exchange x, String title, String self, String page, List<OpenMessage> posts) throws IOException {
        String full = house.get() + " · " + title;
        pages.answer(
                x, "application/atom+xml; charset=utf-8", new Feed(x.base(), nameless()).of(full, self, page, posts));
    }

    private String count(String key, long count) {
        return site.catalogue()
                .text(key, Map.of("count", site.catalogue().number(count), "many", count == 1 ? "one" : "other"));
    }

    /** Stands for a subject that is empty. */
    private String nameless() {
        return text("page.print.nosubject");
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }
}
