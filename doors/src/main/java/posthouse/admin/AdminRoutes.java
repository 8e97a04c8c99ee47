// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The administrator's endpoint, for console and command line alike: one command in, lines of JSON out. */
public final class AdminRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);
    private static final int LONGEST = 1 << 20;

    private final AdminDoor door;
    private final Problems problems;
    private final JsonMapper json = JsonMapper.builder().build();

    public AdminRoutes(AdminDoor door, Problems problems) {
        this.door = door;
        this.problems = problems;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/api/command", new RouteAccess.Management(), this::command));
    }

    /**
     * Answers 200 and lines: {"progress": …} while it works, then {"answer": …} or {"problem": …}. What is wrong may be known only
     * after progress was sent, so it cannot be in the status.
     */
    private void command(Exchange exchange) throws IOException {
        JsonNode body;
        try {
            body = json.readTree(exchange.bytes(LONGEST));
        } catch (JacksonException e) {
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "body", "no JSON"), e);
        }
        AdminCommand command = AdminCodec.command(body);
        var caller = exchange.signedIn();
        try (OutputStream out = exchange.answerStream(200, "application/x-ndjson", -1)) {
            try {
                AdminAnswer answer = door.run(caller.principal(), command, line -> progress(out, line));
                line(out, json.createObjectNode().set("answer", AdminCodec.answer(answer)));
            } catch (Refused e) {
                line(out, problem(e.failure()));
            } catch (RuntimeException e) {
                String incident = Long.toHexString(System.identityHashCode(e));
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("kb", KB.INTERNAL)
                        .addKeyValue("incident", incident)
                        .log("Command failed");
                line(out, problem(new Failure.Internal(KB.INTERNAL, incident)));
            }
        }
    }

    private ObjectNode problem(Failure failure) {
        ObjectNode o = json.createObjectNode();
        o.set(
                "problem",
                AdminCodec.problem(problems, failure)
                        .put("line", problems.line(failure, Audience.ADMINISTRATOR))
                        .put("permitted", !(failure instanceof Failure.Denied)));
        return o;
    }

    private void progress(OutputStream out, String text) {
        try {
            line(out, json.createObjectNode().put("progress", text));
        } catch (IOException e) {
            // Whoever asked has gone; the command itself goes on to its end.
            LOG.debug("Progress was not read", e);
        }
    }

    private void line(OutputStream out, JsonNode node) throws IOException {
        out.write((json.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
