// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1.4, RFC 3339 §5.6
package posthouse.jmap.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads Date and UTCDate: a year of four digits, seconds, an offset of hours and minutes, capital letters. */
public final class Dates {
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private Dates() {}

    /** Empty when the text is no Date. */
    public static Optional<OffsetDateTime> date(String text) {
        if (!DATE.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty when the text is no UTCDate. */
    public static Optional<Instant> utc(String text) {
        return text.endsWith("Z") ? date(text).map(OffsetDateTime::toInstant) : Optional.empty();
    }
}
