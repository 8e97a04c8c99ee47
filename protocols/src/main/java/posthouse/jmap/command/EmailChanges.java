// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.3
package posthouse.jmap.command;

import posthouse.base.EmailId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.ChangesAnswer;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Email/changes. */
public final class EmailChanges implements Method {
    @Override
    public String name() {
        return "Email/changes";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        return ChangesAnswer.of(ChangesAnswer.ask(context, args, DataType.EMAIL), EmailId::new);
    }
}
