// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.2
package posthouse.jmap.command;

import posthouse.base.SubmissionId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.ChangesAnswer;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** EmailSubmission/changes. */
public final class EmailSubmissionChanges implements Method {
    @Override
    public String name() {
        return "EmailSubmission/changes";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        return ChangesAnswer.of(ChangesAnswer.ask(context, args, DataType.EMAIL_SUBMISSION), SubmissionId::new);
    }
}
