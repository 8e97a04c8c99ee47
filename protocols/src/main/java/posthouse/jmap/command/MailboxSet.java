// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.5
package posthouse.jmap.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.mail.MailboxJson;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/set: everything in one commit, but for mailboxes that are destroyed with their emails. */
public final class MailboxSet implements Method {
    private static final Set<String> WRITABLE = Set.of("name", "parentId", "role", "sortOrder", "isSubscribed");
    private static final List<String> RIGHTS = List.of(
            "mayReadItems",
            "mayAddItems",
            "mayRemoveItems",
            "maySetSeen",
            "maySetKeywords",
            "mayCreateChild",
            "mayRename",
            "mayDelete",
            "maySubmit");
    private static final Set<String> FIXED =
            Set.of("id", "totalEmails", "unreadEmails", "totalThreads", "unreadThreads", "myRights");

    @Override
    public String name() {
        return "Mailbox/set";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        boolean withEmails = args.flag("onDestroyRemoveEmails", false);
        args.done();
        SetAnswer answer = context.write(call.account(), tx -> commit(context, call, withEmails, tx));
        answer.remember(context);
        if (withEmails && !call.destroy().isEmpty()) {
            for (String id : inOrder(context, call))
                answer.destroy(id, () -> destroyWithEmails(context, call, answer, id));
            // Others may have changed mailboxes meanwhile: the client is led to ask from where it was.
            answer.states(answer.oldState(), answer.oldState());
        }
        return answer.json();
    }

    private static SetAnswer commit(RequestContext context, SetCall call, boolean withEmails, Tx tx) {
        var answer = new SetAnswer(context, call.account());
        String before = tx.state(DataType.MAILBOX);
        call.requireState(before);
        Map<String, MailboxId> made = new LinkedHashMap<>();
        create(context, call, made, answer, tx);
        call.update().forEach((id, patch) -> answer.update(id, () -> update(context, made, answer, tx, id, patch)));
        if (!withEmails) destroy(call, made, answer, tx);
        answer.states(before, tx.state(DataType.MAILBOX));
        return answer;
    }

    /** A mailbox below one of the same call is made after it. */
    private static void create(
            RequestContext context, SetCall call, Map<String, MailboxId> made, SetAnswer answer, Tx tx) {
        List<String> left = new ArrayList<>(call.create().keySet());
        for (boolean moved = true; moved && !left.isEmpty(); ) {
            moved = false;
            for (String key : List.copyOf(left)) {
                ObjectNode wanted = Objects.requireNonNull(call.create().get(key));
                JsonNode parent = wanted.path("parentId");
                boolean waits = parent.isString()
                        && parent.stringValue().startsWith("#")
                        && left.contains(parent.stringValue().substring(1));
                if (waits) continue;
                left.remove(key);
                moved = true;
                answer.create(key, () -> create(context, made, answer, tx, key, wanted));
            }
        }
        for (String key : left)
            answer.create(key, () -> {
                throw Patch.property("parentId", "it leads to itself");
            });
    }

    private static void create(
            RequestContext context,
            Map<String, MailboxId> made,
            SetAnswer answer,
            Tx tx,
            String key,
            ObjectNode wanted) {
        if (!wanted.path("name").isString()) throw Patch.property("name", "it is missing");
        var blank = new NewMailbox("", Optional.empty(), Optional.empty(), 0, true);
        NewMailbox next = changed(context, made, tx, Patch.changes(wanted, empty(context, tx)), blank);
        MailboxId id = unlessItIsThere(tx, next, () -> tx.createMailbox(next));
        made.put(key, id);
        Mailbox mailbox = tx.mailbox(id).orElseThrow();
        ObjectNode json = fixed(context, tx, mailbox, mailbox.parent().isEmpty());
        if (!context.owns(tx.account())) json.set("myRights", inherited(context, tx, mailbox));
        if (!wanted.has("sortOrder")) json.put("sortOrder", mailbox.sortOrder());
        if (!wanted.has("isSubscribed")) json.put("isSubscribed", mailbox.subscribed());
        if (!wanted.has("parentId")) json.putNull("parentId");
        if (!wanted.has("role")) json.putNull("role");
        answer.created(key, json);
    }

    /** What the server sets of a mailbox that is made, where it is known before. */
    private static ObjectNode empty(RequestContext context, Tx tx) {
        ObjectNode json = Json.object();
        for (String count : new String[] {"totalEmails", "unreadEmails", "totalThreads", "unreadThreads"})
            json.put(count, 0);
        if (!context.owns(tx.account())) return json;
        ObjectNode rights = json.putObject("myRights");
        for (String right : RIGHTS) rights.put(right, true);
        return json;
    }

    /** Says of a name or role that is taken which mailbox has it, if the caller may know. */
    private static <T> T unlessItIsThere(Tx tx, NewMailbox wanted, Supplier<T> change) {
        try {
            return change.get();
        } catch (Refused refused) {
            if (!(refused.failure() instanceof Failure.AlreadyExists taken)) throw refused;
            boolean role = taken.what().equals("role");
            Optional<String> existing = tx.mailboxes().stream()
                    .filter(m -> role
                            ? m.role().equals(wanted.role())
                            : m.parent().equals(wanted.parent()) && m.name().equals(wanted.name()))
                    .map(m -> m.id().toString())
                    .findFirst();
            throw SetRefused.exists(taken, role ? "role" : "name", existing);
        }
    }

    /** What only the server sets. */
    private static ObjectNode fixed(RequestContext context, Tx tx, Mailbox mailbox, boolean top) {
        return MailboxJson.of(
                mailbox,
                top,
                FIXED,
                context.rooms().directory().access().snapshot(),
                context.principal(),
                tx.account());
    }

    /** A new folder begins with the rights of the one above it, which decisions know once it is committed. */
    private static JsonNode inherited(RequestContext context, Tx tx, Mailbox mailbox) {
        Mailbox above = mailbox.parent().flatMap(tx::mailbox).orElse(mailbox);
        return MailboxJson.of(
                        above,
                        false,
                        Set.of("myRights"),
                        context.rooms().directory().access().snapshot(),
                        context.principal(),
                        tx.account())
                .path("myRights");
    }

    private static void update(
            RequestContext context,
            Map<String, MailboxId> made,
            SetAnswer answer,
            Tx tx,
            String text,
            ObjectNode given) {
        Mailbox mailbox = id(text, made).flatMap(tx::mailbox).orElseThrow(MailboxSet::missing);
        Patch.check(given, Set.of());
        ObjectNode patch = Patch.changes(given, fixed(context, tx, mailbox, tx.top(mailbox.id())));
        NewMailbox next = changed(context, made, tx, patch, NewMailbox.of(mailbox));
        if (mailbox.role().equals(Optional.of(Role.INBOX)) && !next.role().equals(mailbox.role()))
            throw Patch.property("role", "the inbox stays the inbox");
        if (!next.equals(NewMailbox.of(mailbox)))
            unlessItIsThere(tx, next, () -> {
                tx.updateMailbox(mailbox.id(), next);
                return next;
            });
        answer.updated(text);
    }

    private static Optional<MailboxId> id(String text, Map<String, MailboxId> made) {
        return text.startsWith("#") ? Optional.ofNullable(made.get(text.substring(1))) : MailboxId.parse(text);
    }

    private static NewMailbox changed(
            RequestContext context, Map<String, MailboxId> made, Tx tx, ObjectNode wanted, NewMailbox from) {
        NewMailbox next = from;
        for (var entry : wanted.properties()) {
            JsonNode value = entry.getValue();
            next = switch (entry.getKey()) {
                case "name" -> {
                    if (!value.isString()) throw Patch.property("name", "it is no string");
                    yield next.withName(
                            java.text.Normalizer.normalize(value.stringValue(), java.text.Normalizer.Form.NFC));
                }
                case "parentId" -> next.withParent(parent(context, made, tx, value));
                case "role" -> next.withRole(role(value));
                case "sortOrder" -> {
                    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0)
                        throw Patch.property("sortOrder", "it is no number from 0 to 2147483647");
                    yield next.withSortOrder(value.intValue());
                }
                case "isSubscribed" -> {
                    if (!value.isBoolean()) throw Patch.property("isSubscribed", "it is neither true nor false");
                    yield next.withSubscribed(value.booleanValue());
                }
                default ->
                    throw Patch.property(
                            entry.getKey(),
                            WRITABLE.contains(entry.getKey()) || MailboxJson.PROPERTIES.contains(entry.getKey())
                                    ? "the server sets it"
                                    : "there is no such property");
            };
        }
        return next;
    }

    private static Optional<MailboxId> parent(
            RequestContext context, Map<String, MailboxId> made, Tx tx, JsonNode value) {
        if (value.isNull()) return Optional.empty();
        if (!value.isString()) throw Patch.property("parentId", "it is no id");
        Optional<MailboxId> parent = id(value.stringValue(), made);
        if (parent.isEmpty()) parent = MailboxId.parse(context.resolve(value.stringValue()));
        // One of another account is none here: a mailbox never moves between accounts.
        if (parent.flatMap(tx::mailbox).isEmpty())
            throw Patch.property("parentId", "there is no such mailbox in this account");
        return parent;
    }

    private static Optional<Role> role(JsonNode value) {
        if (value.isNull()) return Optional.empty();
        return Optional.of(
                value.stringValueOpt().flatMap(Role::of).orElseThrow(() -> Patch.property("role", "it is no role")));
    }

    /** Children go before their parents. */
    private static void destroy(SetCall call, Map<String, MailboxId> made, SetAnswer answer, Tx tx) {
        List<String> left = new ArrayList<>();
        for (String text : call.destroy())
            left.add(id(text, made).map(MailboxId::toString).orElse(text));
        for (int pass = 0; pass < 12 && left.size() > 1; pass++) {
            for (String text : List.copyOf(left)) {
                Optional<MailboxId> id = MailboxId.parse(text);
                boolean parent = id.isPresent()
                        && tx.mailboxes().stream().anyMatch(m -> m.parent().equals(id));
                if (parent || id.flatMap(tx::mailbox).isEmpty()) continue;
                left.remove(text);
                answer.destroy(text, () -> destroy(answer, tx, text));
            }
        }
        for (String text : left) answer.destroy(text, () -> destroy(answer, tx, text));
    }

    private static void destroy(SetAnswer answer, Tx tx, String text) {
        MailboxId id = MailboxId.parse(text).orElseThrow(MailboxSet::missing);
        if (tx.mailbox(id).isEmpty()) throw missing();
        tx.destroyMailbox(id);
        answer.destroyed(text);
    }

    private static List<String> inOrder(RequestContext context, SetCall call) {
        Map<MailboxId, Mailbox> all = new LinkedHashMap<>();
        context.read(call.account(), view -> {
            view.mailboxes().forEach(m -> all.put(m.id(), m));
            return all;
        });
        List<String> ids = new ArrayList<>();
        for (String text : call.destroy()) ids.add(context.resolve(text));
        ids.sort(java.util.Comparator.comparingInt(text -> -depth(MailboxId.parse(text), all)));
        return ids;
    }

    private static int depth(Optional<MailboxId> id, Map<MailboxId, Mailbox> all) {
        int depth = 0;
        for (Optional<MailboxId> at = id; at.isPresent() && depth < 50; depth++) {
            Mailbox mailbox = all.get(at.get());
            at = mailbox == null ? Optional.empty() : mailbox.parent();
        }
        return depth;
    }

    private static void destroyWithEmails(RequestContext context, SetCall call, SetAnswer answer, String text) {
        MailboxId id = MailboxId.parse(text).orElseThrow(MailboxSet::missing);
        context.close();
        context.rooms().store().account(context.principal(), call.account()).destroyMailboxWithEmails(id);
        answer.destroyed(text);
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "mailbox"));
    }
}
