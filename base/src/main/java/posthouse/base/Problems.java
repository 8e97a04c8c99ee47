// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.base.Problem.CauseClass;

/** The register of all problems, and the one place that turns a failure into words. */
public final class Problems {
    /** Stands in a text for a limit that is not known. */
    private static final String NONE = "none";

    private final Map<ProblemId, Problem> byId;
    private final Map<Language, Problems> spoken;
    private final Catalogue catalogue;
    private final ZoneId zone;
    private final DateTimeFormatter minute;

    public Problems(Catalogue catalogue, ZoneId zone) {
        this(catalogue, zone, load(), new ConcurrentHashMap<>());
        spoken.put(Language.ENGLISH, this);
    }

    private Problems(Catalogue catalogue, ZoneId zone, Map<ProblemId, Problem> byId, Map<Language, Problems> spoken) {
        this.catalogue = catalogue;
        this.zone = zone;
        this.byId = byId;
        this.spoken = spoken;
        this.minute = catalogue.date("minute").withZone(zone);
    }

    /** The same problems in another language. Protocols speak English; pages the language of their reader. */
    public Problems in(Language language) {
        return spoken.computeIfAbsent(language, one -> new Problems(Catalogue.of(one.locale()), zone, byId, spoken));
    }

    /** Where dates that it tells are meant. */
    public ZoneId zone() {
        return zone;
    }

    /** All problems, by number. */
    public Collection<Problem> all() {
        return byId.values();
    }

    /** The registered problem. */
    public Problem get(ProblemId id) {
        Problem problem = byId.get(id);
        if (problem == null) throw new IllegalStateException(id + " is not registered");
        return problem;
    }

    /** The cause in one sentence that anybody may read. */
    public String title(Failure failure) {
        return title(failure, Audience.VISITOR);
    }

    /** The cause in one sentence. */
    public String title(Failure failure, Audience audience) {
        return text(failure.problem(), "title", audience, arguments(failure));
    }

    /** What goes on. */
    public String works(Failure failure) {
        return catalogue.text(failure.problem() + ".works", arguments(failure));
    }

    /** What to do, for anybody. */
    public String remedy(Failure failure) {
        return remedy(failure, Audience.VISITOR);
    }

    /** What to do. */
    public String remedy(Failure failure, Audience audience) {
        return text(failure.problem(), "remedy", audience, arguments(failure));
    }

    /** What to do about any occurrence. */
    public String remedy(Problem problem, Audience audience) {
        return text(problem.id(), "remedy", audience, anyOccurrence());
    }

    /** One line that anybody may read: "KB1234: what happened. What to do." */
    public String line(Failure failure) {
        return line(failure, Audience.VISITOR);
    }

    /** One line for protocols, the log and the command line: "KB1234: what happened. What to do." */
    public String line(Failure failure, Audience audience) {
        return failure.problem() + ": " + title(failure, audience) + " " + remedy(failure, audience);
    }

    /** What the failure touches; the service that it is about goes by its own name. */
    public List<Problem.Part> affected(Failure failure) {
        Map<String, String> arguments = arguments(failure);
        String own = arguments.getOrDefault("service", "");
        return parts(get(failure.problem()).affected(), arguments).stream()
                .map(part -> part.key().equals("service") ? new Problem.Part(own, part.text()) : part)
                .toList();
    }

    /** What the failure leaves alone; the service that it is about is not among it. */
    public List<Problem.Part> unaffected(Failure failure) {
        Map<String, String> arguments = arguments(failure);
        String own = arguments.getOrDefault("service", "");
        return parts(
                get(failure.problem()).unaffected().stream()
                        .filter(key -> !key.equals(own))
                        .toList(),
                arguments);
    }

    /** What any occurrence touches. */
    public List<Problem.Part> affected(Problem problem) {
        return parts(problem.affected(), anyOccurrence());
    }

    /** What any occurrence leaves alone. */
    public List<Problem.Part> unaffected(Problem problem) {
        return parts(problem.unaffected(), anyOccurrence());
    }

    private List<Problem.Part> parts(List<String> keys, Map<String, String> arguments) {
        return keys.stream()
                .map(key -> new Problem.Part(key, catalogue.text("works." + key, arguments)))
                .toList();
    }

    /** Stands for what only an occurrence has. */
    private Map<String, String> anyOccurrence() {
        return Map.of("service", "NAME", "name", catalogue.text("problem.service"), "incident", "INCIDENT");
    }

    /** The text for that audience, where there is none of its own the one for everybody. */
    private String text(ProblemId id, String part, Audience audience, Map<String, String> arguments) {
        String own = id + "." + part + "." + audience.name().toLowerCase(java.util.Locale.ROOT);
        return catalogue.text(catalogue.has(own) ? own : id + "." + part, arguments);
    }

    /** The catalogue that the texts come from. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The arguments that the failure's texts may use. */
    public Map<String, String> arguments(Failure failure) {
        var a = new LinkedHashMap<String, String>();
        switch (failure) {
            case Failure.Off f -> {
                a.put("level", f.level().name().toLowerCase(java.util.Locale.ROOT));
                a.put("since", time(f.state().since()));
                a.put("by", f.state().by());
                a.put("note", f.state().note());
                a.put("said", said(f.state().note()));
                a.put("service", f.what());
                a.put("name", name(f.what()));
                a.put("what", f.what());
            }
            case Failure.Unreadable f -> put(a, "what", f.what(), "since", time(f.since()));
            case Failure.Denied f -> put(a, "level", f.level().name(), "what", catalogue.text("unit.folder"));
            case Failure.Broken f -> put(a, "what", f.what(), "why", phrase(f.why()));
            case Failure.NotFound f -> put(a, "what", told("thing", f.what()));
            case Failure.Full f -> put(a, "what", f.what(), "used", size(f.used()), "limit", size(f.limit()));
            case Failure.TooLarge f ->
                put(a, "what", f.what(), "size", size(f.size()), "limit", f.limit() <= 0 ? NONE : size(f.limit()));
            case Failure.TooMany f -> {
                String count = "" + f.count();
                put(a, "what", told("thing", f.what()), "count", count, "size", count, "limit", "" + f.limit());
            }
            case Failure.Busy f ->
                put(a, "what", f.what(), "limit", NONE, "why", phrase("busy"), "after", time(f.retryAfter()));
            case Failure.RateLimited f -> put(a, "what", f.what(), "after", time(f.retryAfter()));
            case Failure.BadInput f ->
                put(a, "where", f.where(), "why", phrase(f.why()), "what", phrase(f.why()), "line", f.where());
            case Failure.Conflict f -> put(a, "what", f.what());
            case Failure.AlreadyExists f -> put(a, "what", told("thing", f.what()));
            case Failure.Expired f -> put(a, "what", f.what(), "since", time(f.since()), "why", told("ended", f.why()));
            case Failure.NotSignedIn ignored -> {}
            case Failure.BadCredentials ignored -> {}
            case Failure.Unavailable f ->
                put(
                        a,
                        "what",
                        f.dependency(),
                        "service",
                        f.dependency(),
                        "name",
                        name(f.dependency()),
                        "since",
                        time(f.since()));
            case Failure.ReadOnly f -> put(a, "what", f.what(), "since", time(f.since()));
            case Failure.TimedOut f -> put(a, "what", f.what(), "after", time(f.after()));
            case Failure.Unsupported f -> put(a, "what", f.what());
            case Failure.OutOfOrder f -> put(a, "what", f.what());
            case Failure.CannotCalculate f -> put(a, "what", f.what());
            case Failure.Stopping f ->
                put(a, "service", f.service(), "name", name(f.service()), "since", time(f.since()));
            case Failure.Taken f -> put(a, "what", f.resource(), "holder", phrase(f.holder()));
            case Failure.Internal f -> put(a, "incident", f.incident());
        }
        return a;
    }

    /** A service in the words of those who use it. */
    public String name(String service) {
        String key = "service." + service;
        return catalogue.has(key) ? catalogue.text(key) : service;
    }

    /** A reason that the rooms below name by its key; anything else stands for itself. */
    private String phrase(String why) {
        String key = "phrase." + why;
        return catalogue.has(key) ? catalogue.text(key) : why;
    }

    /** A word that the rooms below say in English, in this language where it has one for it. */
    private String told(String kind, String english) {
        String key = kind + "." + english.replace(' ', '-');
        return catalogue.has(key) ? catalogue.text(key) : english;
    }

    private String said(String note) {
        if (note.isBlank()) return "";
        String words = note.strip();
        // Another sentence follows.
        if (Character.isLetterOrDigit(words.codePointBefore(words.length()))) words += ".";
        return " " + catalogue.text("problem.note", Map.of("note", words));
    }

    private static void put(Map<String, String> into, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) into.put(pairs[i], pairs[i + 1]);
    }

    private String time(Instant instant) {
        return minute.format(instant);
    }

    private static String time(java.time.Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    private String size(long bytes) {
        if (bytes < 10_000) return bytes + " " + catalogue.text("unit.bytes");
        if (bytes < 10_000_000) return bytes / 1_000 + " KB";
        return bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
    }

    private static Map<ProblemId, Problem> load() {
        var byId = new TreeMap<ProblemId, Problem>((a, b) -> Integer.compare(a.number(), b.number()));
        try (var in = Problems.class.getResourceAsStream("problems.tsv")) {
            if (in == null) throw new IllegalStateException("problems.tsv is not packed");
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) continue;
                String[] cells = line.split("\t", -1);
                var id = new ProblemId(Integer.parseInt(cells[0]));
                var problem = new Problem(id, CauseClass.valueOf(cells[1]), list(cells[2]), list(cells[3]));
                if (byId.put(id, problem) != null) throw new IllegalStateException(id + " stands twice");
            }
            return byId;
        } catch (IOException e) {
            throw new UncheckedIOException("problems.tsv", e);
        }
    }

    private static List<String> list(String cell) {
        return cell.isBlank() ? List.of() : Arrays.asList(cell.split(","));
    }
}
