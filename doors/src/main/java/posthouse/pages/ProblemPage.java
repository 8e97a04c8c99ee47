// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import posthouse.base.Language;
import posthouse.base.Problems;
import posthouse.http.Exchange;
import posthouse.http.ProblemFacts;
import posthouse.http.ProblemPages;
import posthouse.pages.StatusSource.Report;
import posthouse.pages.StatusSource.Seen;

/** The page of a problem in the language of whoever met it. Needs nothing but the catalogue. */
public final class ProblemPage implements ProblemPages {
    private static final Set<String> SERVICES = Set.of("web", "smtp", "lmtp", "ldap");

    private final Problems problems;
    private final Supplier<Optional<Report>> seen;
    private final Map<Language, ProblemSheet> sheets = new ConcurrentHashMap<>();

    /** @param seen what probes found a moment ago; empty when that is not known. Waits a moment at most. */
    public ProblemPage(Problems problems, Supplier<Optional<Report>> seen) {
        this.problems = problems;
        this.seen = seen;
    }

    /** A service of which it is known that it does not work is not said to be left alone. */
    @Override
    public ProblemFacts known(ProblemFacts facts) {
        Map<String, Seen> services = ProblemSheet.byName(seen(facts));
        return facts.leavingAlone(facts.unaffected().stream()
                .filter(part -> !services.containsKey(part.key())
                        || services.get(part.key()).works())
                .toList());
    }

    /** What is known of the services, when the problem speaks of any. */
    private Optional<Report> seen(ProblemFacts facts) {
        List<String> listed = problems.get(facts.id()).unaffected();
        return listed.stream().anyMatch(SERVICES::contains) ? seen.get() : Optional.empty();
    }

    @Override
    public byte[] page(ProblemFacts facts, Exchange exchange) {
        return sheets.computeIfAbsent(exchange.language(), one -> new ProblemSheet(one, problems.in(one)))
                .page(facts, exchange, seen(facts));
    }
}
