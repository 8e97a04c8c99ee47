// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The torture messages of mime4j's test jar, and any further folder of messages named by POSTHOUSE_CORPORA. */
class TortureCorpusTest {
    @Test
    void everyTortureMessageIsReadAndShowsSomething() throws Exception {
        List<String> seen = new ArrayList<>();
        URL one = TortureCorpusTest.class.getResource("/testmsgs/very-long-bodies.msg");
        URL any = one != null ? one : TortureCorpusTest.class.getResource("/testmsgs/bad-newlines-multiple-parts.msg");
        assertTrue(any != null, "mime4j's test messages are on the test class path");
        String jar = any.toString();
        try (FileSystem fs =
                FileSystems.newFileSystem(java.net.URI.create(jar.substring(0, jar.indexOf('!'))), Map.of())) {
            for (Path p : messages(fs.getPath("/"))) check(p, seen);
        }
        assertTrue(seen.size() >= 79, seen.size() + " messages");
    }

    @Test
    void furtherCorporaAreReadToo() throws Exception {
        String folder = System.getenv("POSTHOUSE_CORPORA");
        org.junit.jupiter.api.Assumptions.assumeTrue(folder != null, "POSTHOUSE_CORPORA names no folder of messages");
        List<String> seen = new ArrayList<>();
        for (Path p : messages(Path.of(folder))) check(p, seen);
        System.err.println(seen.size() + " messages read");
    }

    private static List<Path> messages(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> p.toString().matches(".*\\.(msg|eml|raw|mbox)|.*/msg_\\d+\\.txt|.*\\.good|.*\\.bad"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path p, List<String> seen) throws IOException {
        byte[] raw = Files.readAllBytes(p);
        MessageIndex m = MessageIndexer.index(raw);
        assertEquals(raw.length, m.size(), p.toString());
        assertEquals(m.withSearch(SearchText.EMPTY), IndexCodec.decode(IndexCodec.encode(m)), p.toString());
        BodyLists lists = BodyLists.of(m.structure());
        boolean shows = !lists.textBody().isEmpty()
                || !lists.htmlBody().isEmpty()
                || !lists.attachments().isEmpty();
        assertTrue(shows, p + " shows nothing");
        List<Part> leaves = new ArrayList<>();
        leaves(m.structure(), leaves);
        for (Part leaf : leaves) {
            assertTrue(leaf.bodyStart() <= leaf.bodyEnd() && leaf.bodyEnd() <= raw.length, p + " " + leaf);
            assertFalse(leaf.partId().isEmpty(), p.toString());
            Eml.value(raw, leaf, 10_000);
        }
        seen.add(p.toString());
    }

    private static void leaves(Part p, List<Part> out) {
        if (!p.isMultipart()) out.add(p);
        for (Part c : p.children()) leaves(c, out);
    }
}
