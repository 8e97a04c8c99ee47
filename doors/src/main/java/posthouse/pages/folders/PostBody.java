// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import posthouse.formats.Part;
import posthouse.pages.html.TextPage;
import posthouse.pages.message.OpenMessage;
import posthouse.pages.message.PublicBody;
import posthouse.pages.view.PublicThreadView;

/** A post's text, cleaned and short enough for a page, and the files that came with it. */
final class PostBody {
    private static final int LONGEST_TEXT = 5_000;

    /**
     * @param cut only its beginning, as plain text
     */
    record Shown(String html, boolean cut) {}

    /** At most so many characters of HTML. What is longer is shown from its start as text. */
    static Shown of(OpenMessage post, String base, int most) {
        try {
            String html = PublicBody.html(
                    post, part -> base + Addresses.file(post.email().id(), part));
            if (html.length() <= most) return new Shown(html, false);
            String text = PublicBody.text(post);
            int end = Math.min(text.length(), Math.min(LONGEST_TEXT, most / 2));
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end--;
            return new Shown(TextPage.html(text.substring(0, end).stripTrailing() + " …", false, false, false), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<PublicThreadView.File> files(OpenMessage post, String unnamed) {
        var files = new ArrayList<PublicThreadView.File>();
        for (Part p : post.files()) {
            if (files.size() == 20) break;
            files.add(new PublicThreadView.File(
                    p.name().orElse(unnamed),
                    size(p.size()),
                    Addresses.file(post.email().id(), p)));
        }
        return files;
    }

    private static String size(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        return bytes < 1_000_000 ? (bytes + 500) / 1_000 + " KB" : (bytes + 500_000) / 1_000_000 + " MB";
    }

    private PostBody() {}
}
