// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import posthouse.base.Catalogue;

/** Dates as people say them: the hour for today, the day for this week, else the date. */
record Dates(Instant now, ZoneId zone, Catalogue words) {
    /** For lists. */
    String brief(Instant at) {
        ZonedDateTime then = at.atZone(zone);
        LocalDate here = now.atZone(zone).toLocalDate();
        if (then.toLocalDate().equals(here)) return words.text("page.public.today") + " " + format("hour", then);
        if (then.toLocalDate().isAfter(here.minusDays(7)) && then.toLocalDate().isBefore(here))
            return format("weekday", then);
        return format(then.getYear() == here.getYear() ? "day" : "year", then);
    }

    /** With the hour. */
    String full(Instant at) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? brief(at) : brief(at) + " " + format("hour", at.atZone(zone));
    }

    private String format(String name, ZonedDateTime then) {
        return words.date(name).format(then);
    }
}
