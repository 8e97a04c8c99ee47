// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import java.util.List;

/** One article: title and sections. */
public record Article(String id, String title, List<Section> sections) {
    /** A heading and what stands below it. */
    public record Section(String title, String anchor, List<Block> blocks) {}
}
