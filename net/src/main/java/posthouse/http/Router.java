// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** The route table: method and path template to what answers. */
public final class Router {
    private record Row(PathTemplate template, Route route) {}

    private final List<Row> rows;

    public Router(List<Route> routes) {
        List<Row> sorted = new ArrayList<>();
        for (Route route : routes) {
            var row = new Row(new PathTemplate(route.template()), route);
            for (Row other : sorted)
                if (other.template.equals(row.template) && other.route.method().equals(route.method()))
                    throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
            sorted.add(row);
        }
        sorted.sort(Comparator.comparing(Row::template));
        rows = List.copyOf(sorted);
    }

    /** Every route, the more exact ones first. */
    public List<Route> routes() {
        return rows.stream().map(Row::route).toList();
    }

    /** What a request meets. */
    public sealed interface Match {
        record Found(Route route, Map<String, String> parameters) implements Match {}

        /** The path is there, not with this method. */
        record WrongMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    /** Finds the route of a path as sent (still encoded, without query). Refuses an ambiguous path. */
    public Match match(String method, String rawPath) {
        List<PathTemplate.Part> path = RequestPath.parse(rawPath)
                .orElseThrow(() -> new Refused(new Failure.BadInput(
                        KB.BAD_SYNTAX, "The address of the request", "its path can be read in two ways")));
        String wanted = method.equals("HEAD") ? "GET" : method;
        var allowed = new TreeSet<String>();
        for (Row row : rows) {
            var parameters = new HashMap<String, String>();
            if (!row.template.match(path, parameters)) continue;
            if (row.route.method().equals(wanted)) return new Match.Found(row.route, Map.copyOf(parameters));
            allowed.add(row.route.method());
        }
        if (allowed.isEmpty()) return new Match.Nothing();
        if (allowed.contains("GET")) allowed.add("HEAD");
        allowed.add("OPTIONS");
        return new Match.WrongMethod(String.join(", ", allowed));
    }

    /** The decoded value of the first query parameter of that name. */
    static Optional<String> query(Optional<String> raw, String name) {
        return Optional.ofNullable(pairs(raw.orElse("")).get(name));
    }

    /** Decodes {@code a=b&c=d}; the first of each name counts. Refuses malformed escapes. */
    public static Map<String, String> pairs(String encoded) {
        Map<String, String> out = new HashMap<>();
        if (encoded.isEmpty()) return out;
        for (String pair : encoded.split("&", 1000)) {
            int equals = pair.indexOf('=');
            out.putIfAbsent(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    decoded(equals < 0 ? "" : pair.substring(equals + 1)));
        }
        return out;
    }

    private static String decoded(String text) {
        return RequestPath.decode(text, true)
                .orElseThrow(() -> new Refused(
                        new Failure.BadInput(KB.BAD_SYNTAX, "The request's parameters", "a % escape is malformed")));
    }
}
