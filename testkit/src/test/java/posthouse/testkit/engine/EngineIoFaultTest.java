// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The n-th system call of a process that writes fails, or ends it: what was acknowledged is there afterwards. */
@Tag("crash")
@SuppressWarnings("NullAway.Init")
final class EngineIoFaultTest {
    private static final List<Integer> QUICK = List.of(1, 2, 3, 5, 8, 13, 20);
    private static final int COMMITS = 8;

    @TempDir
    Path scratch;

    @Test
    void whatWasAcknowledgedSurvivesFailingSystemCalls() throws Exception {
        failEach(QUICK, List.of(1, 2, 3));
    }

    @Test
    @Tag("night")
    void whatWasAcknowledgedSurvivesTheFailureOfEverySystemCall() throws Exception {
        var every = new ArrayList<Integer>();
        for (int n = 1; n <= 120; n++) every.add(n);
        failEach(every, every);
    }

    private void failEach(List<Integer> often, List<Integer> seldom) throws Exception {
        if (!ChildProcess.canInject())
            System.out.println("SKIPPED, LOUDLY: strace is not installed, no system call was made to fail");
        assumeTrue(ChildProcess.canInject());
        var faults = new ArrayList<String>();
        for (String call : List.of("write", "fdatasync"))
            for (String end : List.of("error=EIO", "error=ENOSPC", "signal=KILL"))
                for (int n : often) faults.add(call + ":" + end + ":when=" + n);
        for (String call : List.of("fsync", "ftruncate", "rename"))
            for (int n : seldom) faults.add(call + ":error=EIO:when=" + n);
        var wrong = new ConcurrentLinkedQueue<String>();
        var hits = new AtomicInteger();
        var queue = new ConcurrentLinkedQueue<String>(faults);
        LoadContract.inParallel(2, worker -> {
            for (String fault; (fault = queue.poll()) != null; ) {
                try {
                    if (run(fault, wrong)) hits.incrementAndGet();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(fault, e);
                }
            }
        });
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(hits.get() > faults.size() / 4, hits + " of " + faults.size() + " faults hit");
    }

    private boolean run(String fault, ConcurrentLinkedQueue<String> wrong) throws IOException, InterruptedException {
        Path here = Files.createDirectory(scratch.resolve(fault.replaceAll("[:=]", "-")));
        Path data = here.resolve("data");
        Path notes = here.resolve("notes");
        long hits = ChildProcess.runWithFault(fault, data, notes, COMMITS, fault.hashCode());
        for (String what : EngineChild.check(data, notes)) wrong.add(fault + ": " + what);
        return hits > 0;
    }
}
