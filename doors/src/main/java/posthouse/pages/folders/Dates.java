// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as people say them: the hour for today, the day for this week, else the date. */
record Dates(Instant now, ZoneId zone, String today) {
    private static final DateTimeFormatter HOUR = format("HH:mm");
    private static final DateTimeFormatter DAY = format("EEEE");
    private static final DateTimeFormatter DATE = format("d MMM");
    private static final DateTimeFormatter YEAR = format("d MMM yyyy");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** For lists. */
    String brief(Instant at) {
        ZonedDateTime then = at.atZone(zone);
        LocalDate here = now.atZone(zone).toLocalDate();
        if (then.toLocalDate().equals(here)) return today + " " + HOUR.format(then);
        if (then.toLocalDate().isAfter(here.minusDays(7)) && then.toLocalDate().isBefore(here)) return DAY.format(then);
        return (then.getYear() == here.getYear() ? DATE : YEAR).format(then);
    }

    /** With the hour. */
    String full(Instant at) {
        String brief = brief(at);
        return brief.startsWith(today + " ") ? brief : brief + " " + HOUR.format(at.atZone(zone));
    }
}
