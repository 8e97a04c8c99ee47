// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a switch ends has ended for its client too, however much the client's own kernel would keep for it. */
@Tag("server")
class SlowReaderTest {
    private static final int SIZE = 150_000_000;

    @TempDir
    static Path data;

    /** What else the machine does meanwhile passes within three rounds; an end that waits for its reader does not. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSlowReaderSeesTheEndOfItsDownloadWithinASecond() throws Exception {
        try (var live = new LiveHouse(data)) {
            String file = live.upload("ada", SIZE);
            List<String> late = List.of();
            for (int round = 0; round < 3; round++) {
                late = late(live, file);
                if (late.isEmpty()) return;
                System.err.println("round " + round + ": " + late);
            }
            fail(String.join(", ", late));
        }
    }

    /** Cuts one download of each kind of reader: which of them saw it too late. */
    private static List<String> late(LiveHouse live, String file) throws Exception {
        var downloads = new EnumMap<SlowDownload.Reader, SlowDownload>(SlowDownload.Reader.class);
        var late = new ArrayList<String>();
        try {
            for (SlowDownload.Reader reader : SlowDownload.Reader.values())
                downloads.put(reader, new SlowDownload(live, "ada", file, SIZE, reader));
            TimeUnit.SECONDS.sleep(4);
            long before = System.nanoTime();
            offer(live, false);
            for (var each : downloads.entrySet()) {
                SlowDownload.End end = each.getValue().end();
                assertFalse(end.whole(), "the download was not cut");
                assertTrue(end.bytes() > 1_000_000, each.getKey() + " got only " + end.bytes() + " bytes in 4 s");
                long millis = (end.at() - before) / 1_000_000;
                if (millis >= most(each.getKey())) late.add(each.getKey() + " saw its end after " + millis + " ms");
            }
        } finally {
            for (SlowDownload each : downloads.values()) each.close();
        }
        offer(live, true);
        return late;
    }

    private static void offer(LiveHouse live, boolean web) throws Exception {
        live.house.directory().setService(LiveHouse.CONTROL, live.person("ada").id(), "web", web, "");
    }

    /** One that made its own kernel keep 4 MB may have been given more in its first moments (without pace: more than 4 s). */
    private static long most(SlowDownload.Reader reader) {
        return reader == SlowDownload.Reader.WIDE ? 1500 : 1000;
    }
}
