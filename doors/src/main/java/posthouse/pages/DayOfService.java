// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.time.LocalDate;

/**
 * What probes found of one service on one day. All in milliseconds; what of the day is in none of the four was not measured.
 *
 * @param up it was used and worked
 * @param part mail could be read over it, nothing new was taken
 * @param down it should have worked and did not
 * @param off it was switched off on purpose
 */
public record DayOfService(LocalDate date, long up, long part, long down, long off) {

    /** A day of which nothing is known. */
    public static DayOfService unmeasured(LocalDate date) {
        return new DayOfService(date, 0, 0, 0, 0);
    }

    /** Both together. */
    public DayOfService plus(DayOfService other) {
        return new DayOfService(date, up + other.up, part + other.part, down + other.down, off + other.off);
    }

    /** How much of it was measured. */
    public long measured() {
        return up + part + down + off;
    }
}
