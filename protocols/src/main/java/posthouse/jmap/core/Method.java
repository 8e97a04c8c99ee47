// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2
package posthouse.jmap.core;

import posthouse.jmap.syntax.Args;
import tools.jackson.databind.node.ObjectNode;

/** One method. */
public interface Method {
    /** Its name, such as Email/get. */
    String name();

    /** The capability that a request must use for it. */
    String capability();

    /** Answers one call. Refusals are thrown. */
    ObjectNode call(RequestContext context, Args args);
}
