// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.1 (a vendor type)
package posthouse.jmap.command;

import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.PreferencesRow;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Preferences/get. */
public final class PreferencesGet implements Method {
    @Override
    public String name() {
        return "Preferences/get";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<List<String>> ids = Ids.of(context, args, Capabilities.MAX_GET);
        Optional<List<String>> properties = args.strings("properties");
        args.done();
        return context.read(account, view -> {
            ObjectNode answer = Json.object();
            answer.put("accountId", account.toString());
            answer.put("state", view.state(DataType.PREFERENCES));
            ArrayNode list = answer.putArray("list");
            if (ids.isEmpty() || ids.get().contains(PreferencesRow.ID)) {
                ObjectNode one = list.addObject();
                one.put("id", PreferencesRow.ID);
                for (var entry : PreferencesRow.read(view).properties())
                    if (properties.isEmpty() || properties.get().contains(entry.getKey()))
                        one.set(entry.getKey(), entry.getValue());
            }
            ArrayNode notFound = answer.putArray("notFound");
            ids.ifPresent(all ->
                    all.stream().filter(id -> !id.equals(PreferencesRow.ID)).forEach(notFound::add));
            return answer;
        });
    }
}
