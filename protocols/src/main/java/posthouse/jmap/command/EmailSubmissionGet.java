// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.1
package posthouse.jmap.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.SubmissionId;
import posthouse.delivery.Submission;
import posthouse.delivery.Submissions;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Properties;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.SubmissionJson;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** EmailSubmission/get. */
public final class EmailSubmissionGet implements Method {
    @Override
    public String name() {
        return "EmailSubmission/get";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Set<String> properties = Properties.of(args, SubmissionJson.PROPERTIES);
        Optional<List<String>> ids = Ids.of(context, args, Capabilities.MAX_GET);
        args.done();
        Submissions submissions = context.rooms().delivery().submissions();
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        // Read before the objects: a change between the two is then told twice, not lost.
        String state = context.read(account, view -> view.state(DataType.EMAIL_SUBMISSION));
        answer.put("state", state);
        ArrayNode list = answer.putArray("list");
        ArrayNode notFound = answer.putArray("notFound");
        if (ids.isEmpty()) {
            for (Submission submission : submissions.list(context.principal(), account))
                list.add(SubmissionJson.of(submission, properties));
            return answer;
        }
        for (String id : ids.get()) {
            Optional<Submission> submission =
                    SubmissionId.parse(id).flatMap(s -> submissions.get(context.principal(), account, s));
            if (submission.isEmpty()) notFound.add(id);
            else list.add(SubmissionJson.of(submission.get(), properties));
        }
        return answer;
    }
}
