// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Counts and latencies of one run. Safe for use by many threads. */
final class Figures {
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final java.util.concurrent.atomic.LongAdder deliveries = new java.util.concurrent.atomic.LongAdder();
    private final java.util.concurrent.atomic.LongAdder refused = new java.util.concurrent.atomic.LongAdder();
    private final java.util.concurrent.atomic.LongAdder broken = new java.util.concurrent.atomic.LongAdder();

    void acknowledged(long tookNanos, int copies) {
        nanos.add(tookNanos);
        deliveries.add(copies);
    }

    void refused(int copies) {
        refused.add(copies);
    }

    void broken() {
        broken.increment();
    }

    long messages() {
        return nanos.size();
    }

    long copies() {
        return deliveries.sum();
    }

    long refusals() {
        return refused.sum() + broken.sum();
    }

    /** Milliseconds below which this share of the acknowledged messages was answered. */
    double percentile(double share) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        if (sorted.isEmpty()) return 0;
        int at = (int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1)));
        return sorted.get(at) / 1e6;
    }

    /** One JSON object. */
    String json(double seconds) {
        return String.format(
                Locale.ROOT,
                "{\"messages\":%d,\"deliveries\":%d,\"refused\":%d,\"broken\":%d,\"seconds\":%.3f,"
                        + "\"messagesPerSecond\":%.1f,\"deliveriesPerSecond\":%.1f,"
                        + "\"p50ms\":%.2f,\"p95ms\":%.2f,\"p99ms\":%.2f}",
                messages(),
                copies(),
                refused.sum(),
                broken.sum(),
                seconds,
                messages() / seconds,
                copies() / seconds,
                percentile(0.5),
                percentile(0.95),
                percentile(0.99));
    }
}
