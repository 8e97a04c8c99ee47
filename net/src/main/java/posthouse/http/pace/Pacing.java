// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;

/** Paces the streamed answers of one door, where the kernel tells how their readers keep up. */
public final class Pacing {
    private static final Logger LOG = LoggerFactory.getLogger(Pacing.class);
    /** An answer that is shorter, or does not say how long it is, is none of our business. */
    private static final long SHORT = 1 << 20;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** Asked while a writer waits for its reader. */
    @FunctionalInterface
    public interface Check {
        /** Throws what the writer is to meet when the answer must not go on. */
        void goesOn() throws IOException;
    }

    private final Clock clock;
    private final Duration patience;
    private final AtomicBoolean off;

    /** @param patience how long a reader's kernel may take nothing before its answer is broken off */
    public Pacing(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
        off = new AtomicBoolean(!System.getProperty("os.name", "").equals("Linux"));
        if (off.get()) LOG.info("readers are not paced: only Linux tells how far they are");
    }

    /**
     * Makes the calls ready soon, in the background: that takes the JVM a fifth of a second once, for which neither the
     * start of the server nor the first reader should wait.
     */
    public void prepare() {
        if (off.get()) return;
        Thread.ofPlatform().daemon().name("readers").start(() -> {
            clock.pause(SOON);
            try {
                SockDiag.prepare();
            } catch (SockDiag.Mute mute) {
                none(mute);
            }
        });
    }

    /**
     * The answer, paced when it can be.
     *
     * @param length of it in bytes, -1 when not known
     */
    public OutputStream paced(
            OutputStream answer, long length, InetSocketAddress local, InetSocketAddress remote, Check check) {
        if (off.get() || length < SHORT) return answer;
        var diag = new SockDiag(local, remote);
        return new PacedStream(answer, () -> ask(diag), clock, patience, check);
    }

    private Optional<PeerWindow.Look> ask(SockDiag diag) {
        if (off.get()) return Optional.empty();
        try {
            return diag.ask();
        } catch (SockDiag.Mute mute) {
            none(mute);
            return Optional.empty();
        }
    }

    private void none(SockDiag.Mute mute) {
        if (off.compareAndSet(false, true)) LOG.info("readers are not paced: {}", mute.getMessage());
    }
}
