// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.base.Audience;
import posthouse.base.Catalogue;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Problem;
import posthouse.base.Problems;
import posthouse.base.ServiceState;
import posthouse.base.SwitchState;
import posthouse.http.ProblemFacts;
import posthouse.http.ProblemJson;
import posthouse.pages.StatusSource.Report;
import posthouse.pages.StatusSource.Seen;

class ProblemPageTest {
    private static final Instant NOW = Instant.EPOCH;
    private final Problems problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC);

    private static Seen running(String name, Optional<Failure> fault) {
        return new Seen(name, new ServiceState.Running(NOW), fault, NOW, Optional.of(Duration.ZERO));
    }

    private List<String> leftAlone(Optional<Report> report) {
        var why = new SwitchState(false, NOW, "ada", "");
        ProblemFacts facts = ProblemJson.facts(
                problems, new Failure.Off(KB.SERVICE_OFF, Level.SERVER, "web", why), Audience.VISITOR, 503, "i1");
        return new ProblemPage(problems, () -> report)
                .known(facts).unaffected().stream().map(Problem.Part::key).toList();
    }

    @Test
    void aServiceThatIsSeenNotToWorkIsNotSaidToBeLeftAlone() {
        var report = new Report(
                NOW,
                List.of(
                        running("smtp", Optional.empty()),
                        running("lmtp", Optional.of(new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, "lmtp", NOW))),
                        new Seen(
                                "ldap",
                                new ServiceState.Stopped(NOW, new SwitchState(false, NOW, "ada", "")),
                                Optional.empty(),
                                NOW,
                                Optional.empty())),
                running("store", Optional.empty()),
                Map.of());
        assertEquals(List.of("smtp", "stored-mail"), leftAlone(Optional.of(report)));
    }

    @Test
    void withoutResultsOfProbesTheProblemSpeaksForItself() {
        assertEquals(List.of("smtp", "lmtp", "ldap", "stored-mail"), leftAlone(Optional.empty()));
    }
}
