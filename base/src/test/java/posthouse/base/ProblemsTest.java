// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
                        + "Wait, or ask an administrator to lift the limit.",
                problems.line(new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", Duration.ofSeconds(30))));
    }
}
