// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
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

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSlowReaderSeesTheEndOfItsDownloadWithinASecond() throws Exception {
        Map<SlowDownload.Reader, SlowDownload> downloads = new EnumMap<>(SlowDownload.Reader.class);
        try (var live = new LiveHouse(data)) {
            String file = live.upload("ada", SIZE);
            for (SlowDownload.Reader reader : SlowDownload.Reader.values())
                downloads.put(reader, new SlowDownload(live, "ada", file, SIZE, reader));
            TimeUnit.SECONDS.sleep(4);
            long before = System.nanoTime();
            live.house
                    .directory()
                    .setService(LiveHouse.CONTROL, live.person("ada").id(), "web", false, "");
            for (var each : downloads.entrySet()) {
                SlowDownload.End end = each.getValue().end();
                assertFalse(end.whole(), "the download was not cut");
                assertTrue(end.bytes() > 1_000_000, each.getKey() + " got only " + end.bytes() + " bytes in 4 s");
                long millis = (end.at() - before) / 1_000_000;
                assertTrue(millis < most(each.getKey()), each.getKey() + " saw its end after " + millis + " ms");
            }
        } finally {
            for (SlowDownload each : downloads.values()) each.close();
        }
    }

    /** One that made its own kernel keep 4 MB may have been given more in its first moments (without pace: more than 4 s). */
    private static long most(SlowDownload.Reader reader) {
        return reader == SlowDownload.Reader.WIDE ? 1500 : 1000;
    }
}
