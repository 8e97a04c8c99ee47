// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A route's path as segments to match. Comparing two tells which is the more exact. */
final class PathTemplate implements Comparable<PathTemplate> {
    private static final Pattern SEGMENT = Pattern.compile("([^{}]*)(?:\\{([a-zA-Z]+)([~*]?)})?([^{}]*)");

    /** One decoded segment of a request's path. */
    record Part(String text, boolean slash) {}

    private sealed interface Segment {
        record Literal(String text) implements Segment {}

        record Parameter(String before, String name, String behind, boolean slash) implements Segment {}

        record Rest(String name) implements Segment {}
    }

    private final List<Segment> segments = new ArrayList<>();

    PathTemplate(String template) {
        if (!template.startsWith("/")) throw new IllegalArgumentException("a template starts with a slash");
        for (String text : template.substring(1).split("/", -1)) {
            var m = SEGMENT.matcher(text);
            if (!m.matches()) throw new IllegalArgumentException(template);
            if (m.group(2) == null) segments.add(new Segment.Literal(text));
            else if (m.group(3).equals("*")) segments.add(new Segment.Rest(m.group(2)));
            else
                segments.add(new Segment.Parameter(
                        m.group(1), m.group(2), m.group(4), m.group(3).equals("~")));
        }
    }

    /** Whether the path fits; its parameters are put into the map. */
    boolean match(List<Part> path, Map<String, String> parameters) {
        int i = 0;
        for (Segment segment : segments) {
            if (segment instanceof Segment.Rest rest) {
                var text = new StringBuilder();
                for (Part part : path.subList(Math.min(i, path.size()), path.size())) {
                    if (part.slash) return false;
                    text.append(text.isEmpty() ? "" : "/").append(part.text);
                }
                parameters.put(rest.name, text.toString());
                return i <= path.size();
            }
            if (i >= path.size() || !fits(segment, path.get(i++), parameters)) return false;
        }
        return i == path.size();
    }

    private static boolean fits(Segment segment, Part part, Map<String, String> parameters) {
        return switch (segment) {
            case Segment.Literal l -> !part.slash && l.text.equals(part.text);
            case Segment.Parameter p -> {
                boolean fits = (p.slash || !part.slash)
                        && part.text.length() > p.before.length() + p.behind.length()
                        && part.text.startsWith(p.before)
                        && part.text.endsWith(p.behind);
                if (fits)
                    parameters.put(
                            p.name, part.text.substring(p.before.length(), part.text.length() - p.behind.length()));
                yield fits;
            }
            case Segment.Rest ignored -> false;
        };
    }

    private static int rank(Segment segment) {
        return switch (segment) {
            case Segment.Literal ignored -> 0;
            case Segment.Parameter p -> p.before.isEmpty() && p.behind.isEmpty() ? 2 : 1;
            case Segment.Rest ignored -> 3;
        };
    }

    /** The more exact one first. */
    @Override
    public int compareTo(PathTemplate other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int order = Integer.compare(rank(segments.get(i)), rank(other.segments.get(i)));
            if (order != 0) return order;
        }
        return Integer.compare(other.segments.size(), segments.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate t && t.segments.equals(segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }
}
