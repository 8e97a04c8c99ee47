// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6.3
package posthouse.jmap.command;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.IdentityId;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.mail.Identities;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Identity/set. */
public final class IdentitySet implements Method {
    private static final int MOST = 60_000;
    private static final int MOST_IDENTITIES = 100;
    private static final int MOST_ADDRESSES = 50;
    private static final Set<String> TEXTS = Set.of("name", "textSignature", "htmlSignature");
    private static final Set<String> ADDRESSES = Set.of("replyTo", "bcc");

    @Override
    public String name() {
        return "Identity/set";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        args.done();
        Identities.ensure(context, call.account());
        SetAnswer answer = context.write(call.account(), tx -> {
            var made = new SetAnswer(context, call.account());
            String before = tx.state(DataType.IDENTITY);
            call.requireState(before);
            call.create().forEach((key, wanted) -> made.create(key, () -> create(context, made, tx, key, wanted)));
            call.update().forEach((id, patch) -> made.update(id, () -> update(context, made, tx, id, patch)));
            for (String id : call.destroy()) made.destroy(id, () -> destroy(context, made, tx, id));
            made.states(before, tx.state(DataType.IDENTITY));
            return made;
        });
        answer.remember(context);
        return answer.json();
    }

    private static void create(RequestContext context, SetAnswer answer, Tx tx, String key, ObjectNode wanted) {
        String email =
                wanted.path("email").stringValueOpt().orElseThrow(() -> Patch.property("email", "it is missing"));
        if (!Identities.own(context, email))
            throw new SetRefused("forbiddenFrom", new Failure.BadInput(KB.SENDER_NOT_OWN, "email", email));
        if (Identities.all(tx).size() >= MOST_IDENTITIES)
            throw new Refused(new Failure.TooMany(KB.TOO_MANY_OF_THEM, "identities", MOST_IDENTITIES, MOST_IDENTITIES));
        ObjectNode json = Identities.blank("", email);
        json.put("mayDelete", true);
        ObjectNode rest = wanted.deepCopy();
        rest.remove("email");
        apply(json, rest);
        var id = new IdentityId(tx.freshId());
        Identities.put(tx, id, json);
        ObjectNode made = Json.object();
        made.put("id", id.toString());
        made.put("mayDelete", true);
        for (String property : new String[] {"name", "replyTo", "bcc", "textSignature", "htmlSignature"})
            if (!wanted.has(property)) made.set(property, json.get(property));
        answer.created(key, made);
    }

    private static void update(RequestContext context, SetAnswer answer, Tx tx, String id, ObjectNode given) {
        Identities.Identity identity = Identities.find(tx, id).orElseThrow(IdentitySet::missing);
        Patch.check(given, Set.of());
        ObjectNode fixed = Json.object().put("id", identity.id().toString());
        fixed.put("email", identity.email());
        fixed.put("mayDelete", Identities.mayDelete(Identities.addresses(context), identity));
        ObjectNode patch = Patch.changes(given, fixed);
        ObjectNode json = identity.json().deepCopy();
        apply(json, patch);
        if (!json.equals(identity.json())) Identities.put(tx, identity.id(), json);
        answer.updated(id);
    }

    private static void apply(ObjectNode json, ObjectNode patch) {
        for (var entry : patch.properties()) {
            String property = entry.getKey();
            JsonNode value = entry.getValue();
            if (TEXTS.contains(property)) {
                json.put(property, value.isNull() ? "" : text(property, value));
            } else if (ADDRESSES.contains(property)) {
                json.set(property, value.isNull() ? value : addresses(property, value));
            } else {
                throw Patch.property(property, "it cannot be set");
            }
        }
        if (json.toString().getBytes(StandardCharsets.UTF_8).length > MOST)
            throw new Refused(new Failure.TooLarge(
                    KB.REQUEST_TOO_LARGE, "identity", json.toString().length(), MOST));
    }

    /** RFC 8621 §4.1.2.3: each has an email and may have a name; nothing of them can end a header line. */
    private static ArrayNode addresses(String property, JsonNode value) {
        if (!(value instanceof ArrayNode list)) throw Patch.property(property, "it is no array");
        if (list.size() > MOST_ADDRESSES) throw Patch.property(property, "it has more than " + MOST_ADDRESSES);
        for (JsonNode each : list) {
            String email = each.path("email").stringValue("");
            JsonNode name = each.path("name");
            boolean named = name.isMissingNode() || name.isNull() || plain(name.stringValue("\n"));
            boolean alone = each.propertyNames().stream().allMatch(p -> p.equals("email") || p.equals("name"));
            if (email.isBlank() || !plain(email) || !email.contains("@") || !named || !alone)
                throw Patch.property(property, "an entry is no name and address");
        }
        return list;
    }

    private static boolean plain(String text) {
        return text.chars().noneMatch(c -> c < 32 || c == 127);
    }

    private static String text(String property, JsonNode value) {
        String text = value.stringValueOpt().orElseThrow(() -> Patch.property(property, "it is no string"));
        if (property.equals("name") && !plain(text)) throw Patch.property(property, "it has a line break");
        return text;
    }

    private static void destroy(RequestContext context, SetAnswer answer, Tx tx, String id) {
        Identities.Identity identity = Identities.find(tx, id).orElseThrow(IdentitySet::missing);
        if (!Identities.mayDelete(Identities.addresses(context), identity))
            throw new SetRefused("forbidden", new Failure.BadInput(KB.FORBIDDEN_FROM, "identity", identity.email()));
        tx.removeValue(ValueKind.IDENTITY, identity.id().value());
        answer.destroyed(id);
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "identity"));
    }
}
