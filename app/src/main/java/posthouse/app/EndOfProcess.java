// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clean end on SIGTERM and Ctrl-C, with exit code 0. */
final class EndOfProcess {
    private static final int PATIENCE_SECONDS = 20;
    private static final CountDownLatch CLOSED = new CountDownLatch(1);

    private EndOfProcess() {}

    /** Runs the action at a signal and keeps the JVM until {@link #closed} or for at most 20 s. */
    static void onSignal(Runnable action) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            // The process ends by itself: its exit code is what it says.
            if (CLOSED.getCount() == 0) return;
            action.run();
            try {
                if (CLOSED.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    Runtime.getRuntime().halt(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Says that everything has been closed. */
    static void closed() {
        CLOSED.countDown();
    }
}
