// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §8.2
package posthouse.jmap.command;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.mail.VacationRow;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Dates;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * VacationResponse/set: texts and dates are kept. Nothing answers with them yet, so that they cannot be switched on: a program
 * that was told so would tell its person that their mail is being answered.
 */
public final class VacationResponseSet implements Method {
    private static final Set<String> DATES = Set.of("fromDate", "toDate");
    private static final Set<String> TEXTS = Set.of("subject", "textBody", "htmlBody");

    @Override
    public String name() {
        return "VacationResponse/set";
    }

    @Override
    public String capability() {
        return Capabilities.VACATION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        args.done();
        VacationResponseGet.own(context, call.account());
        return context.write(call.account(), tx -> {
                    var answer = new SetAnswer(context, call.account());
                    String before = tx.state(DataType.VACATION_RESPONSE);
                    call.requireState(before);
                    for (String key : call.create().keySet()) answer.create(key, VacationResponseSet::single);
                    for (String id : call.destroy()) answer.destroy(id, VacationResponseSet::single);
                    call.update().forEach((id, patch) -> answer.update(id, () -> update(answer, tx, id, patch)));
                    answer.states(before, tx.state(DataType.VACATION_RESPONSE));
                    return answer;
                })
                .json();
    }

    private static void single() {
        throw new SetRefused(
                "singleton", new Failure.BadInput(KB.BAD_SYNTAX, "VacationResponse", "there is exactly one"));
    }

    private static void update(SetAnswer answer, Tx tx, String id, ObjectNode given) {
        if (!id.equals(VacationRow.ID)) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "vacation response"));
        Patch.check(given, Set.of());
        ObjectNode patch = Patch.changes(given, Json.object().put("id", VacationRow.ID));
        ObjectNode now = VacationRow.read(tx);
        ObjectNode next = now.deepCopy();
        for (var entry : patch.properties()) next.set(entry.getKey(), checked(entry.getKey(), entry.getValue()));
        int size = next.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > VacationRow.MOST)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "vacation response", size, VacationRow.MOST));
        if (!next.equals(now)) VacationRow.write(tx, next);
        answer.updated(id);
    }

    private static JsonNode checked(String property, JsonNode value) {
        if (property.equals("isEnabled")) {
            if (!value.isBoolean()) throw Patch.property(property, "it is neither true nor false");
            if (value.booleanValue())
                throw SetRefused.properties(
                        new Failure.Unsupported(KB.UNSUPPORTED, "Answering mail by itself (isEnabled)"), property);
            return value;
        }
        if (!DATES.contains(property) && !TEXTS.contains(property))
            throw Patch.property(property, "there is no such property that can be set");
        if (value.isNull()) return value;
        String text = value.stringValueOpt().orElseThrow(() -> Patch.property(property, "it is no string"));
        if (DATES.contains(property) && Dates.utc(text).isEmpty()) throw Patch.property(property, "it is no UTC date");
        if (property.equals("subject") && text.chars().anyMatch(c -> c < 32 || c == 127))
            throw Patch.property(property, "it has a line break");
        return value;
    }
}
