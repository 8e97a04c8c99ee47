// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §4
package posthouse.jmap.command;

import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import tools.jackson.databind.node.ObjectNode;

/** Core/echo: gives back what it was given. */
public final class CoreEcho implements Method {
    @Override
    public String name() {
        return "Core/echo";
    }

    @Override
    public String capability() {
        return Capabilities.CORE;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        return args.node();
    }
}
