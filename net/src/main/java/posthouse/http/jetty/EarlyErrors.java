// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.http.ProblemJson;

/** Answers what the library refuses before a route is looked for: malformed and ambiguous requests, headers too large. */
final class EarlyErrors extends ErrorHandler {
    private final ProblemAnswer problems;

    EarlyErrors(ProblemAnswer problems) {
        this.problems = problems;
    }

    private byte[] body(int status, String why) {
        Failure failure = status == 413 || status == 414 || status == 431
                ? new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "head", 0, 0)
                : new Failure.BadInput(KB.BAD_SYNTAX, "The HTTP request", why.isBlank() ? "it is malformed" : why);
        return ProblemJson.bytes(problems.facts(failure, Audience.VISITOR, status));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        Object message = request.getAttribute(ERROR_MESSAGE);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (status == 400) response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.wrap(body(status, message == null ? "" : message.toString())), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
        fields.put("X-Content-Type-Options", "nosniff");
        return ByteBuffer.wrap(body(status, reason == null ? "" : reason));
    }
}
