// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.http.ProblemJson;

/** Answers what the library refuses before a route is looked for: malformed and ambiguous requests, headers too large. */
final class EarlyErrors extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyErrors.class);

    private final ProblemAnswer problems;
    private final BiFunction<Request, Response, JettyExchange> exchanges;

    EarlyErrors(ProblemAnswer problems, BiFunction<Request, Response, JettyExchange> exchanges) {
        this.problems = problems;
        this.exchanges = exchanges;
    }

    private static Failure failure(int status, String why) {
        return status == 413 || status == 414 || status == 431
                ? new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "head", 0, 0)
                : new Failure.BadInput(KB.BAD_SYNTAX, "The HTTP request", why.isBlank() ? "it is malformed" : why);
    }

    private byte[] body(Failure failure, int status) {
        return ProblemJson.bytes(problems.facts(failure, Audience.VISITOR, status));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        Object message = request.getAttribute(ERROR_MESSAGE);
        Failure failure = failure(status, message == null ? "" : message.toString());
        if (status == 400) response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (page(request, response, failure, status)) {
            callback.succeeded();
            return true;
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body(failure, status)), callback);
        return true;
    }

    /** Answers a browser with a page; false when it is none, or when the request is too broken for that. */
    private boolean page(Request request, Response response, Failure failure, int status) {
        try {
            JettyExchange exchange = exchanges.apply(request, response);
            if (!exchange.wantsPage()) return false;
            problems.answer(exchange, failure, status);
            exchange.finish();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("a request too broken for a page", e);
            return response.isCommitted();
        }
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
        fields.put("X-Content-Type-Options", "nosniff");
        return ByteBuffer.wrap(body(failure(status, reason == null ? "" : reason), status));
    }
}
