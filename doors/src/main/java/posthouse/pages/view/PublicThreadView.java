// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** A conversation, or the part of it that fits on a page. */
public record PublicThreadView(
        String subject,
        String summary,
        String feed,
        String canonical,
        List<PublicFolderView.Crumb> above,
        List<Post> posts,
        String earlier,
        String later,
        String answer) {
    /**
     * One post.
     *
     * @param indent 0 to 3
     * @param html comes out of the cleaner
     * @param rest where the whole text is, when this is only its start
     * @param here the post that the address names
     */
    public record Post(
            String id,
            int indent,
            String author,
            String initials,
            int hue,
            String at,
            String iso,
            String href,
            String answers,
            String html,
            String rest,
            List<File> files,
            boolean here) {}

    /** A file that came with a post. */
    public record File(String name, String size, String href) {}
}
