// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.io.IOException;

/** Answers one request, blocking, on its own virtual thread. Refusals are thrown and rendered in one place. */
@FunctionalInterface
public interface Handler {
    /** Reads the request and answers it exactly once. */
    void handle(Exchange exchange) throws IOException;
}
