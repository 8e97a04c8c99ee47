// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.http.DoorSettings;
import posthouse.http.FailureStatus;
import posthouse.http.ProblemFacts;
import posthouse.http.ProblemJson;

/** Renders a failure as the answer of a request. */
final class ProblemAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswer.class);
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final DoorSettings settings;

    ProblemAnswer(DoorSettings settings) {
        this.settings = settings;
    }

    String incident() {
        var name = new StringBuilder("i");
        for (int i = 0; i < 10; i++)
            name.append(LETTERS.charAt(settings.random().nextInt(LETTERS.length())));
        return name.toString();
    }

    /** The failure that people see for a fault of our own; its cause goes to the log under the incident's name. */
    Failure internal(Throwable cause, String what) {
        String incident = incident();
        LOG.error("kb={} incident={} {}", KB.INTERNAL, incident, what, cause);
        return new Failure.Internal(KB.INTERNAL, incident);
    }

    /** The facts for a program, which is answered in English. */
    ProblemFacts facts(Failure failure, Audience audience, int status) {
        return facts(settings.problems(), failure, audience, status);
    }

    private ProblemFacts facts(Problems problems, Failure failure, Audience audience, int status) {
        String instance = failure instanceof Failure.Internal internal ? internal.incident() : incident();
        ProblemFacts facts = ProblemJson.facts(problems, failure, audience, status, instance);
        return settings.pages().map(pages -> pages.known(facts)).orElse(facts);
    }

    void answer(JettyExchange exchange, Failure failure) throws IOException {
        answer(exchange, failure, FailureStatus.of(failure));
    }

    void answer(JettyExchange exchange, Failure failure, int status) throws IOException {
        boolean page = settings.pages().isPresent() && exchange.wantsPage();
        Problems problems = page ? settings.problems().in(exchange.language()) : settings.problems();
        ProblemFacts facts = facts(problems, failure, exchange.audience(), status);
        LOG.info(
                "kb={} incident={} status={} {} {}",
                facts.id(),
                facts.instance(),
                status,
                exchange.method(),
                exchange.path());
        FailureStatus.retryAfter(failure)
                .ifPresent(after -> exchange.set("Retry-After", "" + Math.max(1, after.toSeconds())));
        if (status == 401) challenge(exchange);
        // RFC 6455 §4.4: whose handshake is refused learns which version there is.
        if (status == 400 && exchange.header("Sec-WebSocket-Version").isPresent())
            exchange.set("Sec-WebSocket-Version", Sockets.VERSION);
        if (status == 413) exchange.set("Connection", "close");
        exchange.set("Cache-Control", "no-store");
        if (page)
            exchange.answer(
                    status, "text/html; charset=utf-8", settings.pages().get().page(facts, exchange));
        else exchange.answer(status, ProblemJson.TYPE, ProblemJson.bytes(facts));
    }

    /** RFC 9110 §15.5.2: what may be shown instead. No browser asks for a token, so that its dialog stays closed. */
    private static void challenge(JettyExchange exchange) {
        if (exchange.takesPassword()) exchange.set("WWW-Authenticate", "Basic realm=\"Posthouse\", charset=\"UTF-8\"");
        exchange.add(
                "WWW-Authenticate",
                "Bearer realm=\"Posthouse\"" + (exchange.bearer() ? ", error=\"invalid_token\"" : ""));
    }
}
