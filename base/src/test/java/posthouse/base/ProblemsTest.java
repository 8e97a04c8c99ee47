// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final List<String> BANNED = List.of(
            "server is down",
            "try again later",
            "something went wrong",
            "unknown error",
            "invalid",
            "oops",
            "please",
            "sorry");
    private final Catalogue catalogue = Catalogue.of(Locale.ENGLISH);
    private final Problems problems = new Problems(catalogue, ZoneOffset.UTC);

    /** What only an administrator reads: commands, places, holders, the log's keys. */
    private static final Pattern INSIDE =
            Pattern.compile("posthouse [a-z]|docs/|kb=|incident=|\\{holder}|\\{why}.*disk");

    @Test
    void everyProblemHasARemedyForEachAudienceAndTheAdministratorsIsTheirOwn() {
        var wrong = new ArrayList<String>();
        for (Problem p : problems.all()) {
            for (Audience audience : Audience.values())
                if (!catalogue.has(p.id() + ".remedy")
                        || problems.remedy(p, audience).isBlank()) wrong.add(p.id() + " tells nothing to " + audience);
            if (!catalogue.has(p.id() + ".remedy.administrator"))
                wrong.add(p.id() + " has no remedy for administrators");
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyProblemSaysWhatItTouchesAndWhatItLeavesAlone() {
        var wrong = new ArrayList<String>();
        var used = new HashSet<String>();
        for (Problem p : problems.all()) {
            if (p.affected().isEmpty() || p.unaffected().isEmpty()) wrong.add(p.id() + " lacks one of the two");
            for (List<String> keys : List.of(p.affected(), p.unaffected()))
                for (String key : keys) {
                    used.add("works." + key);
                    if (!catalogue.has("works." + key)) wrong.add(p.id() + " names works." + key);
                }
            if (p.affected().stream().anyMatch(p.unaffected()::contains)) wrong.add(p.id() + " says both of one thing");
        }
        catalogue.keys().stream()
                .filter(key -> key.startsWith("works.") && !used.contains(key))
                .forEach(key -> wrong.add(key + " is said of no problem"));
        assertEquals(List.of(), wrong);
    }

    @Test
    void onlyAdministratorsReadWhatIsInside() {
        for (String key : catalogue.keys())
            if (key.matches("KB\\d{4}\\..*") && !key.endsWith(".administrator"))
                assertFalse(
                        INSIDE.matcher(catalogue.pattern(key)).find(),
                        key + " says what is inside: " + catalogue.pattern(key));
    }

    @Test
    void aVisitorDoesNotLearnWhoHoldsAPort() {
        var taken = new Failure.Taken(KB.PORT_TAKEN, "port 993", "dovecot (pid 7)");
        assertFalse(problems.line(taken).contains("dovecot"), problems.line(taken));
        assertFalse(problems.line(taken, Audience.PERSON).contains("993"));
        assertTrue(problems.line(taken, Audience.ADMINISTRATOR)
                .startsWith("KB1701: port 993 is used by dovecot (pid 7)."));
    }

    @Test
    void theServiceThatIsOffIsNotAmongThoseLeftAlone() {
        var why = new SwitchState(false, java.time.Instant.EPOCH, "ada", "");
        var off = new Failure.Off(KB.SERVICE_OFF, Level.SERVER, "smtp", why);
        assertEquals(
                List.of("web", "lmtp", "ldap", "stored-mail"),
                problems.unaffected(off).stream().map(Problem.Part::key).toList());
        assertEquals(List.of(new Problem.Part("smtp", "Mail from other servers")), problems.affected(off));
    }

    @Test
    void whatAnAdministratorSaysEndsAsASentence() {
        var why = new SwitchState(false, java.time.Instant.EPOCH, "ada", "Moving to a larger disk ");
        assertTrue(problems.title(new Failure.Off(KB.SERVICE_OFF, Level.SERVER, "web", why))
                .endsWith("on 1 Jan 00:00. The administrator says: Moving to a larger disk."));
    }

    @Test
    void everyNamedIdIsRegisteredOnceAndHasItsThreeTexts() throws IllegalAccessException {
        var named = new HashSet<ProblemId>();
        for (var field : KB.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) || field.getType() != ProblemId.class) continue;
            var id = (ProblemId) field.get(null);
            assertTrue(named.add(id), id + " is named twice");
            problems.get(id);
            for (String part : List.of(".title", ".works", ".remedy")) assertTrue(catalogue.has(id + part), id + part);
        }
        assertEquals(named, problems.all().stream().map(Problem::id).collect(Collectors.toSet()));
    }

    @Test
    void noTextSaysWhatIsBanned() {
        for (String key : catalogue.keys()) {
            String text = catalogue.text(key, java.util.Map.of()).toLowerCase(Locale.ROOT);
            for (String banned : BANNED)
                assertFalse(
                        Arrays.asList(text.split("\\W+")).contains(banned)
                                || banned.contains(" ") && text.contains(banned),
                        key + " says " + banned);
        }
    }

    @Test
    void aFailuresLineStartsWithItsIdAndEndsWithWhatToDo() {
        assertEquals(
                "KB1303: Too many attempts to sign in; the password was not checked. The next attempt is possible in 30 s. "
                        + "Wait: the limit ends by itself.",
                problems.line(new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", Duration.ofSeconds(30))));
    }
}
