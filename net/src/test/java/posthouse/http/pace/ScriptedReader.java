// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import posthouse.base.Clock;

/**
 * A connection and a reader in time of its own: bytes written here arrive at a gigabyte a second, lie in a buffer, and
 * are read at the rate of the moment. The window is told when something arrives, as kernels do, and not when it is read.
 */
final class ScriptedReader extends OutputStream implements Clock, PeerWindow {
    /** Bytes a second that the way carries. */
    double wire = 1e9;

    /** Bytes a second. */
    double rate;
    /** Takes whatever comes, up to 4 MB, until nothing is there, then rests for as long as that lasts at its rate. */
    boolean greedy;

    double mostAtOnce;
    /** Of the peer's buffer. */
    double capacity = 6 << 20;
    /** What the peer's kernel says at most, and how it grows with what arrives: as Linux starts. */
    double told = 64 << 10;

    private double clamp;
    private double edge;

    double read;
    double unread;
    Duration held = Duration.ZERO;
    /** How old is what is known here of the other end. */
    Duration roundTrip = Duration.ofNanos(50_000);

    private record Told(long at, double acknowledged, double window) {}

    private final ArrayDeque<Told> onTheWay = new ArrayDeque<>(List.of(new Told(0, 0, told)));
    private double written;
    private double queued;
    private double acknowledged;
    private double window = told;
    private double rest;
    private double atOnce;
    private long now;

    ScriptedReader(double rate) {
        this.rate = rate;
    }

    /** Its kernel told a window before that is wider than what it would tell now: the window's edge stands until that is used up. */
    void standing(double before, double now) {
        told = before;
        window = before;
        edge = before;
        clamp = now;
        onTheWay.clear();
        onTheWay.add(new Told(0, 0, window));
    }

    PacedStream stream(Pacing.Check check) {
        return new PacedStream(this, this, this, Duration.ofSeconds(60), check);
    }

    PacedStream stream() {
        return stream(() -> {});
    }

    @Override
    public void write(int b) {
        throw new AssertionError("one by one");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        queued += length;
        written += length;
        passes(Math.max(1, (long) (length / wire * 1e9)));
    }

    private void passes(long nanos) {
        long step = 100_000;
        for (long left = nanos; left > 0; left -= step) {
            double seconds = Math.min(step, left) / 1e9;
            double taken = greedy ? greedily(seconds) : Math.min(unread, rate * seconds);
            unread -= taken;
            read += taken;
            double arrives = Math.min(Math.min(queued, wire * seconds), Math.min(told, capacity - unread));
            if (arrives > 0) {
                queued -= arrives;
                unread += arrives;
                acknowledged += arrives;
                told = Math.min(capacity, told + 2 * arrives);
                window = Math.min(told, capacity - unread);
                if (clamp > 0) window = Math.max(edge - acknowledged, Math.min(window, clamp));
                edge = Math.max(edge, acknowledged + window);
                onTheWay.add(new Told(now + nanos - left, acknowledged, window));
            }
        }
        now += nanos;
    }

    private double greedily(double seconds) {
        rest -= seconds;
        if (rest > 0) return 0;
        if (unread < 1 || atOnce > 4e6) {
            rest = atOnce / rate;
            atOnce = 0;
            return 0;
        }
        atOnce += unread;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        return unread;
    }

    @Override
    public Optional<Look> look() {
        while (onTheWay.size() > 1 && secondTold().at <= now - roundTrip.toNanos()) onTheWay.remove();
        Told known = onTheWay.element();
        return Optional.of(new Look(
                (long) known.acknowledged, (long) known.window, (long) (written - known.acknowledged), roundTrip, (long)
                        wire));
    }

    private Told secondTold() {
        var all = onTheWay.iterator();
        all.next();
        return all.next();
    }

    @Override
    public void pause(Duration time) {
        held = held.plus(time);
        passes(time.toNanos());
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }
}
