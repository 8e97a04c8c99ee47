// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.kb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import posthouse.base.Catalogue;
import posthouse.base.Problem;
import posthouse.base.Problems;

class ArticlesTest {
    private static final List<String> SECTIONS =
            List.of("Symptoms", "Cause", "What still works", "Resolution", "How to verify", "Status");

    @Test
    void everyProblemHasAnArticleWithAllSections() {
        List<String> wrong = new ArrayList<>();
        for (Problem p : new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC).all()) {
            var article = KnowledgeBase.read(p.id().toString());
            if (article.isEmpty()) wrong.add(p.id() + " has no article kb/" + p.id() + ".md");
            else if (!article.get().sections().stream()
                    .map(Article.Section::title)
                    .toList()
                    .equals(SECTIONS)) wrong.add(p.id() + " lacks a section");
            else if (article.get().title().isBlank()) wrong.add(p.id() + " has no title");
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyArticleIsAProblemsOrOneThatIsRetold() throws java.io.IOException {
        var ids = KnowledgeBase.ids(new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC));
        try (var files = java.nio.file.Files.list(java.nio.file.Path.of("../kb"))) {
            List<String> strays = files.map(f -> f.getFileName().toString())
                    .filter(name -> !ids.contains(name.replace(".md", "")))
                    .toList();
            assertEquals(List.of(), strays);
        }
    }

    @Test
    void marksBecomeSpans() {
        List<Span> spans = ArticleReader.spans("see `a <b>` and **x**, KB1001.");
        assertEquals(
                List.of("see ", "a <b>", " and ", "x", ", ", "KB1001", "."),
                spans.stream().map(Span::text).toList());
        assertTrue(spans.get(5).href().equals("/kb/KB1001"));
    }
}
