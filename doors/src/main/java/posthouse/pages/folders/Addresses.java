// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import posthouse.base.EmailId;
import posthouse.formats.Part;
import posthouse.store.BlobRef;

/** Where public folders, posts and files are found. */
final class Addresses {
    static final String INDEX = "/public/";

    static String folder(String path) {
        return INDEX + Arrays.stream(path.split("/")).map(Addresses::encoded).collect(Collectors.joining("/")) + "/";
    }

    static String feed(String path) {
        return folder(path) + "feed.atom";
    }

    /** The permalink: without the folder's name, so that a rename breaks nothing. */
    static String post(EmailId post) {
        return INDEX + "p/" + post;
    }

    static String file(EmailId post, Part part) {
        String blob = new BlobRef.Message(post)
                .part(part.bodyStart(), part.bodyEnd(), part.encoding())
                .text();
        return INDEX + "file/" + blob + "/" + encoded(part.name().orElse("file"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Addresses() {}
}
