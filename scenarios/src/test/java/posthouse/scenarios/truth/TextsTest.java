// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posthouse.base.Audience;
import posthouse.base.Catalogue;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.ProblemId;
import posthouse.base.Problems;
import posthouse.base.SwitchState;
import posthouse.testkit.server.Server;

/** The texts of problems fit the places that raise them, and the commands that they name exist. */
class TextsTest {
    private static final Pattern RAISED = Pattern.compile("new Failure\\.(\\w+)\\(\\s*KB\\.([A-Z_]+)\\s*,?");
    private static final Pattern COMMAND = Pattern.compile("posthouse ([a-z][a-z-]*(?: [a-z][a-z-]*)?)");
    private static final Pattern VERB = Pattern.compile("\\bof\\(\\s*\"([a-z-]+(?: [a-z-]+)?)\"");
    private final Problems problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC);

    @Test
    void everyPlaceThatRaisesAProblemFillsItsTexts() throws Exception {
        var seen = new TreeSet<String>();
        var wrong = new ArrayList<String>();
        for (String source : sources()) {
            var found = RAISED.matcher(source);
            while (found.find()) {
                if (!seen.add(found.group(1) + " " + found.group(2))) continue;
                Failure failure = failure(found.group(1), (ProblemId)
                        KB.class.getField(found.group(2)).get(null));
                for (String text : texts(failure))
                    if (text.contains("{")) wrong.add(found.group(1) + " " + found.group(2) + ": " + text);
            }
        }
        assertTrue(seen.size() > 60, seen::toString);
        assertEquals(List.of(), wrong);
    }

    private List<String> texts(Failure failure) {
        var all = new ArrayList<String>();
        for (Audience audience : Audience.values()) all.add(problems.line(failure, audience));
        all.add(problems.works(failure));
        problems.affected(failure).forEach(part -> all.add(part.text()));
        problems.unaffected(failure).forEach(part -> all.add(part.text()));
        return all;
    }

    /** A failure of that kind, with something in each of its fields. */
    private static Failure failure(String kind, ProblemId problem) throws ReflectiveOperationException {
        Class<?> type = Class.forName(Failure.class.getName() + "$" + kind);
        RecordComponent[] parts = type.getRecordComponents();
        Object[] values =
                Arrays.stream(parts).map(part -> value(part.getType(), problem)).toArray();
        var maker = type.getDeclaredConstructor(
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return (Failure) maker.newInstance(values);
    }

    private static Object value(Class<?> type, ProblemId problem) {
        if (type == ProblemId.class) return problem;
        if (type == String.class) return "web";
        if (type == long.class) return 3L;
        if (type == Instant.class) return Instant.EPOCH;
        if (type == Duration.class) return Duration.ofSeconds(3);
        if (type == Level.class) return Level.SERVER;
        return new SwitchState(false, Instant.EPOCH, "ada", "");
    }

    @Test
    void everyCommandThatATextOrAnArticleNamesIsOne() throws IOException {
        Path root = Server.root();
        var verbs = new TreeSet<String>(List.of("serve", "demo", "version", "status", "kb run", "kb show", "kb list"));
        var words = VERB.matcher(Files.readString(root.resolve("app/src/main/java/posthouse/app/cli/Verb.java")));
        while (words.find()) verbs.add(words.group(1));
        var wrong = new TreeSet<String>();
        var texts = new ArrayList<String>();
        Catalogue catalogue = problems.catalogue();
        for (String key : catalogue.keys()) texts.add(catalogue.pattern(key));
        try (Stream<Path> articles = Files.list(root.resolve("kb"))) {
            for (Path article : articles.toList()) texts.add(Files.readString(article));
        }
        for (String text : texts) {
            var command = COMMAND.matcher(text);
            while (command.find()) {
                String named = command.group(1);
                if (verbs.stream().noneMatch(verb -> named.equals(verb) || named.startsWith(verb + " ")))
                    if (verbs.stream().noneMatch(verb -> verb.startsWith(named + " "))) wrong.add(named);
            }
        }
        assertTrue(verbs.size() > 30, verbs::toString);
        assertEquals(new TreeSet<String>(), wrong);
    }

    private static List<String> sources() throws IOException {
        var all = new ArrayList<String>();
        for (String module : List.of("net", "store", "mail", "protocols", "doors", "app", "base"))
            try (Stream<Path> files = Files.walk(Server.root().resolve(module + "/src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) all.add(Files.readString(file));
            }
        return all;
    }
}
