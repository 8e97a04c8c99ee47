// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import posthouse.base.Problems;

/** All articles, in English, read when somebody first asks for one: no start waits for them. */
public final class Shelf {
    private final Problems problems;
    private @Nullable Map<String, Article> articles;

    public Shelf(Problems problems) {
        this.problems = problems;
    }

    /** By their ids, in order. */
    synchronized Map<String, Article> articles() {
        Map<String, Article> read = articles;
        if (read == null) {
            read = KnowledgeBase.articles(problems);
            articles = read;
        }
        return read;
    }
}
