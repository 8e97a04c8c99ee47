// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6.2
package posthouse.jmap.command;

import posthouse.base.IdentityId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.ChangesAnswer;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Identity/changes. */
public final class IdentityChanges implements Method {
    @Override
    public String name() {
        return "Identity/changes";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        return ChangesAnswer.of(ChangesAnswer.ask(context, args, DataType.IDENTITY), IdentityId::new);
    }
}
