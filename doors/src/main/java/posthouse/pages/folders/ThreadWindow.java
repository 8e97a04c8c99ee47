// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import posthouse.base.Catalogue;
import posthouse.base.EmailId;
import posthouse.pages.message.OpenMessage;
import posthouse.pages.view.PublicThreadView;
import posthouse.store.Email;
import posthouse.store.View;

/** The posts of a conversation that fit on one page, the asked one among them. */
final class ThreadWindow {
    /** Characters of HTML that posts may take, so that the page stays below 30 KB. */
    private static final int ROOM = 13_000;
    /** What a post costs beside its text. */
    private static final int POST = 620;

    private final View view;
    private final List<ThreadOrder.Place> order;
    private final EmailId asked;
    private final Dates dates;
    private final Catalogue catalogue;
    private final List<PublicThreadView.Post> posts = new ArrayList<>();
    private int start;
    private int end;

    /** @param from first post of the page; -1 for the page with the asked post */
    ThreadWindow(View view, List<ThreadOrder.Place> order, EmailId asked, int from, Dates dates, Catalogue catalogue) {
        this.view = view;
        this.order = order;
        this.asked = asked;
        this.dates = dates;
        this.catalogue = catalogue;
        fill(Math.clamp(from, 0, order.size() - 1));
        int at = place();
        if (from < 0 && at >= end) fill(at);
    }

    private int place() {
        for (int i = 0; i < order.size(); i++) if (order.get(i).post().id().equals(asked)) return i;
        return 0;
    }

    private void fill(int first) {
        posts.clear();
        start = first;
        int left = ROOM;
        int at = first;
        while (at < order.size() && left > POST) {
            PublicThreadView.Post post = post(order.get(at), Math.max(1_500, left - POST));
            int size = octets(post.html()) + 250 * post.files().size() + POST;
            if (size > left && at > first) break;
            posts.add(post);
            left -= size;
            at++;
        }
        end = at;
    }

    private static int octets(String html) {
        return html.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private PublicThreadView.Post post(ThreadOrder.Place place, int most) {
        Email e = place.post();
        OpenMessage open = OpenMessage.of(view, e.id());
        PostBody.Shown body = PostBody.of(open, "", most);
        if (octets(body.html()) > most) body = PostBody.of(open, "", most / 3);
        String author = Words.author(e);
        return new PublicThreadView.Post(
                e.id().toString(),
                place.depth(),
                author,
                Words.initials(author),
                Words.hue(e),
                dates.full(e.receivedAt()),
                e.receivedAt().toString(),
                Addresses.post(e.id()),
                place.answers()
                        .map(a -> catalogue.text("page.public.inanswer", Map.of("name", Words.author(a))))
                        .orElse(""),
                body.html(),
                body.cut() ? Addresses.post(e.id()) + "/text" : "",
                PostBody.files(open, catalogue.text("page.public.unnamed")),
                e.id().equals(asked));
    }

    List<PublicThreadView.Post> posts() {
        return List.copyOf(posts);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
