// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Duration;

/**
 * Limits of a store.
 *
 * @param logEntries versions of the change log that are always kept
 * @param logAge older entries go earlier, once a tenth of {@code logEntries} newer ones exist
 * @param recoverable how long destroyed mail can be recovered
 * @param uploadLife how long an upload that nothing used is kept
 * @param uploadBytes most bytes of unused uploads an account may hold
 * @param listBytes most bytes of memory for mail lists
 * @param bulk emails that one commit of a long operation changes
 */
public record StoreSettings(
        int logEntries,
        Duration logAge,
        Duration recoverable,
        Duration uploadLife,
        long uploadBytes,
        long listBytes,
        int bulk) {
    public static final StoreSettings DEFAULT = new StoreSettings(
            100_000,
            Duration.ofDays(30),
            Duration.ofDays(14),
            Duration.ofHours(24),
            1L << 30,
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 8),
            500);
}
