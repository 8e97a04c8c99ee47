// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §8.1
package posthouse.jmap.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Properties;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.VacationRow;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** VacationResponse/get. */
public final class VacationResponseGet implements Method {
    @Override
    public String name() {
        return "VacationResponse/get";
    }

    @Override
    public String capability() {
        return Capabilities.VACATION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<List<String>> ids = Ids.of(context, args, Capabilities.MAX_GET);
        Set<String> properties = Properties.of(args, VacationRow.PROPERTIES);
        args.done();
        own(context, account);
        return context.read(account, view -> {
            ObjectNode answer = Json.object();
            answer.put("accountId", account.toString());
            answer.put("state", view.state(DataType.VACATION_RESPONSE));
            ArrayNode list = answer.putArray("list");
            if (ids.isEmpty() || ids.get().contains(VacationRow.ID)) {
                ObjectNode one = list.addObject();
                one.put("id", VacationRow.ID);
                ObjectNode kept = VacationRow.read(view);
                for (String property : properties) if (!property.equals("id")) one.set(property, kept.get(property));
            }
            ArrayNode notFound = answer.putArray("notFound");
            ids.ifPresent(
                    all -> all.stream().filter(id -> !id.equals(VacationRow.ID)).forEach(notFound::add));
            return answer;
        });
    }

    /** A folder is never away. */
    static void own(RequestContext context, AccountId account) {
        if (!context.owns(account)) throw new Refused(new Failure.Denied(KB.NOT_PERMITTED, Level.ACCOUNT));
    }
}
