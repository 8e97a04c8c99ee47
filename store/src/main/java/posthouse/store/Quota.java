// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/**
 * An account's use of its room.
 *
 * @param usedBytes prefix and blob of every email
 * @param limitBytes 0 for no limit
 */
public record Quota(long usedBytes, long limitBytes, long emails) {

    /** Whether this many bytes more fit. */
    public boolean fits(long bytes) {
        return limitBytes == 0 || usedBytes + bytes <= limitBytes;
    }
}
