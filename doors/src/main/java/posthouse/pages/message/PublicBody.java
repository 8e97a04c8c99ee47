// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.message;

import java.io.IOException;
import java.util.function.Function;
import posthouse.formats.Part;

/** The body of a post for a page that stands outside the reading frame: no styles of its own, no pictures from outside. */
public final class PublicBody {
    /** Pictures inside the post are found where {@code file} says. */
    public static String html(OpenMessage post, Function<Part, String> file) throws IOException {
        return Body.quoteHtml(post.withFiles(file));
    }

    public static String text(OpenMessage post) throws IOException {
        return Body.quoteText(post);
    }

    private PublicBody() {}
}
