// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Tag;
import posthouse.formats.BodyLists;
import posthouse.formats.BodyValues;
import posthouse.formats.IndexCodec;
import posthouse.formats.MessageIndex;
import posthouse.formats.MessageIndexer;
import posthouse.formats.Part;

/** Any bytes are a message: they are indexed within limits, whatever they say. */
@Tag("fuzz")
class MimeFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreIndexedAndTheIndexSurvivesItsRow(byte[] message) throws IOException {
        MessageIndex index = MessageIndexer.index(message);
        assertEquals(message.length, index.size());
        assertTrue(index.preview().length() <= MessageIndexer.MAX_PREVIEW);
        byte[] row = IndexCodec.encode(index);
        assertTrue(row.length <= IndexCodec.MAX_ROW);
        MessageIndex read = IndexCodec.decode(row);
        assertEquals(index.preview(), read.preview());
        Deque<Part> parts = new ArrayDeque<>();
        parts.add(index.structure());
        BodyLists.of(index.structure());
        for (Part part = parts.poll(); part != null; part = parts.poll()) {
            parts.addAll(part.subParts());
            BodyValues.read(part, new ByteArrayInputStream(message), 4096);
        }
    }
}
