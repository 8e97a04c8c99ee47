// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import posthouse.base.Catalogue;
import posthouse.pages.DayOfService;
import posthouse.pages.view.StatusView;

/** The last days of a service as bars with a text alternative, and as a share. */
final class DayBars {
    private static final int PITCH = 7;
    private static final int BAR = 5;
    /** So many days that were not all well are named in the text alternative; the rest is counted. */
    private static final int NAMED = 5;

    private final Catalogue words;

    DayBars(Catalogue words) {
        this.words = words;
    }

    /** The bars, oldest first; days in a row of which nothing is known are one. */
    StatusView.Bars bars(List<DayOfService> days) {
        var bars = new ArrayList<StatusView.Bar>();
        for (int i = 0; i < days.size(); ) {
            int end = i + 1;
            if (kind(days.get(i)).equals("unmeasured"))
                while (end < days.size() && kind(days.get(end)).equals("unmeasured")) end++;
            bars.add(bar(days, i, end));
            i = end;
        }
        return new StatusView.Bars(Math.max(0, days.size() * PITCH - (PITCH - BAR)), label(days), bars);
    }

    private StatusView.Bar bar(List<DayOfService> days, int from, int end) {
        DayOfService first = days.get(from);
        String date = date(first);
        if (end - from > 1) date += " – " + date(days.get(end - 1));
        int width = (end - from - 1) * PITCH + BAR;
        return new StatusView.Bar(
                from * PITCH,
                width,
                kind(first),
                words.text("page.status.day", Map.of("date", date, "what", told(first))));
    }

    private String date(DayOfService day) {
        return words.date("day").format(day.date());
    }

    /** What was met that day, the worst first. A day of which nothing is known is never one that works. */
    static String kind(DayOfService day) {
        if (day.down() > 0) return "broken";
        if (day.part() > 0) return "part";
        if (day.up() > 0) return "works";
        return day.off() > 0 ? "off" : "unmeasured";
    }

    private String told(DayOfService day) {
        var parts = new ArrayList<String>();
        add(parts, "up", day.up());
        add(parts, "part", day.part());
        add(parts, "down", day.down());
        add(parts, "off", day.off());
        return parts.isEmpty() ? words.text("page.status.day.unmeasured") : String.join(", ", parts);
    }

    private void add(List<String> parts, String what, long millis) {
        if (millis > 0) parts.add(words.text("page.status.day." + what, Map.of("time", time(millis))));
    }

    private String time(long millis) {
        long seconds = Math.max(1, millis / 1000);
        if (seconds < 120) return seconds + " s";
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    private String label(List<DayOfService> days) {
        long well = days.stream().filter(d -> kind(d).equals("works")).count();
        long unmeasured =
                days.stream().filter(d -> kind(d).equals("unmeasured")).count();
        List<DayOfService> other = days.stream()
                .filter(d -> !kind(d).equals("works") && !kind(d).equals("unmeasured"))
                .toList();
        var text = new StringBuilder(words.text(
                "page.status.days",
                Map.of("days", days.size(), "well", well, "other", other.size(), "unmeasured", unmeasured)));
        for (DayOfService day : other.subList(Math.max(0, other.size() - NAMED), other.size()))
            text.append(' ')
                    .append(words.text("page.status.day", Map.of("date", date(day), "what", told(day))))
                    .append('.');
        return text.toString();
    }

    /** The share of the time that was measured and not switched off in which it worked; never rounded up to the whole. */
    String share(List<DayOfService> days) {
        long up = days.stream().mapToLong(DayOfService::up).sum();
        long should = up + days.stream().mapToLong(d -> d.part() + d.down()).sum();
        if (should == 0) return words.text("page.status.share.none");
        long hundredths = Math.floorDiv(up * 10_000, should);
        String percent = hundredths == 10_000 ? "100" : words.hundredths(hundredths);
        return words.text("page.status.share", Map.of("percent", percent));
    }
}
