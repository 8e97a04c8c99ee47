// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import java.util.List;

/** One page of a public folder's conversations. */
public record PublicFolderView(
        String name,
        String summary,
        String feed,
        List<Crumb> above,
        PublicIndexView below,
        List<Thread> threads,
        String newer,
        String older) {
    /** A folder above. */
    public record Crumb(String name, String href) {}

    /** One conversation. */
    public record Thread(String subject, String href, String author, String replies, String last, boolean files) {}
}
