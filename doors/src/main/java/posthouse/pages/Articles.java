// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.base.Problems;
import posthouse.pages.kb.KnowledgeBase;

/** The knowledge base as text, for the command line. */
public final class Articles {
    private Articles() {}

    /** One article. */
    public record Item(String id, String title) {}

    /** All of them: one for each problem, then those that retell older ones. */
    public static List<Item> all(Problems problems) {
        var all = new ArrayList<Item>();
        for (String id : KnowledgeBase.ids(problems))
            KnowledgeBase.read(id).ifPresent(a -> all.add(new Item(a.id(), a.title())));
        return all;
    }

    /** The article with what the register knows of its problem; empty when there is none of that id. */
    public static Optional<String> text(Problems problems, String id) {
        String wanted = id.toUpperCase(Locale.ROOT);
        return KnowledgeBase.ids(problems).contains(wanted) ? KnowledgeBase.text(problems, wanted) : Optional.empty();
    }
}
