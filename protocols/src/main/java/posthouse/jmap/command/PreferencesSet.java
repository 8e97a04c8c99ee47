// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3 (a vendor type)
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
import posthouse.jmap.mail.PreferencesRow;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Preferences/set: known members are checked, unknown ones kept. */
public final class PreferencesSet implements Method {
    @Override
    public String name() {
        return "Preferences/set";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        args.done();
        return context.write(call.account(), tx -> {
                    var answer = new SetAnswer(context, call.account());
                    String before = tx.state(DataType.PREFERENCES);
                    call.requireState(before);
                    for (String key : call.create().keySet()) answer.create(key, PreferencesSet::single);
                    for (String id : call.destroy()) answer.destroy(id, PreferencesSet::single);
                    call.update().forEach((id, patch) -> answer.update(id, () -> update(answer, tx, id, patch)));
                    answer.states(before, tx.state(DataType.PREFERENCES));
                    return answer;
                })
                .json();
    }

    private static void single() {
        throw new SetRefused("singleton", new Failure.BadInput(KB.BAD_SYNTAX, "Preferences", "there is exactly one"));
    }

    private static void update(SetAnswer answer, Tx tx, String id, ObjectNode given) {
        if (!id.equals(PreferencesRow.ID)) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "preferences"));
        ObjectNode patch = Patch.changes(given, Json.object().put("id", PreferencesRow.ID));
        ObjectNode now = PreferencesRow.read(tx);
        ObjectNode next = now.deepCopy();
        for (var entry : patch.properties()) apply(next, entry.getKey(), entry.getValue());
        check(next);
        int size = next.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > PreferencesRow.MOST)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "preferences", size, PreferencesRow.MOST));
        if (!next.equals(now)) PreferencesRow.write(tx, next);
        answer.updated(id);
    }

    private static void apply(ObjectNode into, String pointer, JsonNode value) {
        int slash = pointer.indexOf('/');
        if (pointer.equals("id")) throw Patch.property("id", "the server sets it");
        if (slash < 0) {
            if (value.isNull()) into.remove(pointer);
            else into.set(pointer, value);
            return;
        }
        if (!(into.get(pointer.substring(0, slash)) instanceof ObjectNode inner))
            throw Patch.invalid(pointer, "it leads into a property that has no members");
        String member = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (value.isNull()) inner.remove(member);
        else inner.set(member, value);
    }

    private static void check(ObjectNode json) {
        oneOf(json, "theme", Set.of("system", "light", "dark"));
        oneOf(json, "density", Set.of("roomy", "standard", "compact"));
        oneOf(json, "pane", Set.of("right", "off", "below"));
        for (String flag : new String[] {"conversations", "shortcuts"})
            if (json.has(flag) && !json.get(flag).isBoolean())
                throw Patch.property(flag, "it is neither true nor false");
        for (String size : new String[] {"listWidth", "listHeight"})
            if (json.has(size) && !json.get(size).isInt()) throw Patch.property(size, "it is no whole number");
        if (json.has("imagesFrom") && !json.get("imagesFrom").isArray())
            throw Patch.property("imagesFrom", "it is no array");
        for (String map : new String[] {"keys", "sorts"})
            if (json.has(map) && !json.get(map).isObject()) throw Patch.property(map, "it is no object");
    }

    private static void oneOf(ObjectNode json, String property, Set<String> values) {
        if (json.has(property)
                && !values.contains(json.get(property).stringValueOpt().orElse("")))
            throw Patch.property(
                    property,
                    "it is none of "
                            + String.join(", ", values.stream().sorted().toList()));
    }
}
