// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.7
package posthouse.jmap.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.formats.MessageIndexer;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.mail.Posting;
import posthouse.jmap.mail.PreparedEmail;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Email;
import posthouse.store.Source;
import posthouse.store.StagedBlob;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** Email/copy: messages of one account into another one, such as a draft into a public folder. */
public final class EmailCopy implements Method {
    private static final Set<String> PROPERTIES = Set.of("id", "mailboxIds", "keywords", "receivedAt");

    private record Original(Email email, Source source) {}

    @Override
    public String name() {
        return "Email/copy";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId from = context.fromAccount(args);
        AccountId to = context.account(args);
        Optional<String> ifFromInState = args.string("ifFromInState");
        Optional<String> ifInState = args.string("ifInState");
        Map<String, ObjectNode> wanted = args.objects("create");
        boolean destroy = args.flag("onSuccessDestroyOriginal", false);
        Optional<String> destroyIf = args.string("destroyFromIfInState");
        args.done();
        if (from.equals(to)) throw args.bad("fromAccountId", "it is the account that it is copied to");
        if (wanted.size() > Capabilities.MAX_SET)
            throw new Refused(
                    new Failure.TooMany(KB.REQUEST_TOO_LARGE, "number of emails", wanted.size(), Capabilities.MAX_SET));
        new SetCall(from, ifFromInState, Map.of(), Map.of(), List.of())
                .requireState(context.read(from, view -> view.state(DataType.EMAIL)));
        Map<String, PreparedEmail> emails = new LinkedHashMap<>();
        Map<String, RuntimeException> refusals = new LinkedHashMap<>();
        wanted.forEach((key, email) -> {
            try {
                emails.put(key, prepare(context, from, to, email));
            } catch (SetRefused | Refused refused) {
                refusals.put(key, refused);
            }
        });
        var call = new SetCall(to, ifInState, Map.of(), Map.of(), List.of());
        SetAnswer answer = context.write(to, tx -> {
            var made = new SetAnswer(context, to);
            String before = tx.state(DataType.EMAIL);
            call.requireState(before);
            refusals.forEach((key, refused) -> made.create(key, () -> {
                throw refused;
            }));
            emails.forEach((key, email) ->
                    made.create(key, () -> made.created(key, PreparedEmail.json(tx, email.append(tx)))));
            made.states(before, tx.state(DataType.EMAIL));
            return made;
        });
        answer.remember(context);
        ObjectNode json = answer.json();
        if (destroy) destroy(context, from, destroyIf, wanted, json);
        return answer(from, json);
    }

    private static void destroy(
            RequestContext context,
            AccountId from,
            Optional<String> ifInState,
            Map<String, ObjectNode> wanted,
            ObjectNode json) {
        ObjectNode set = Json.object();
        set.put("accountId", from.toString());
        ifInState.ifPresent(state -> set.put("ifInState", state));
        var ids = set.putArray("destroy");
        for (String key : json.path("created").propertyNames()) {
            ObjectNode original = wanted.get(key);
            if (original != null) ids.add(context.resolve(original.path("id").stringValue("")));
        }
        if (!ids.isEmpty()) context.imply("Email/set", set);
    }

    private static ObjectNode answer(AccountId from, ObjectNode set) {
        ObjectNode answer = Json.object();
        answer.put("fromAccountId", from.toString());
        for (String name : List.of("accountId", "oldState", "newState", "created", "notCreated"))
            answer.set(name, set.get(name));
        return answer;
    }

    private static PreparedEmail prepare(RequestContext context, AccountId from, AccountId to, ObjectNode email) {
        for (String property : email.propertyNames())
            if (!PROPERTIES.contains(property)) throw Patch.property(property, "there is no such property");
        String id = context.resolve(
                email.path("id").stringValueOpt().orElseThrow(() -> Patch.property("id", "it is missing")));
        Original original = EmailId.parse(id)
                .flatMap(e -> context.read(from, view -> original(view, e)))
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "email")));
        Set<String> mailboxes = PreparedEmail.mailboxes(context, email);
        Set<String> keywords = PreparedEmail.keywords(email);
        var received = email.has("receivedAt") ? PreparedEmail.receivedAt(context, email) : original.email.receivedAt();
        context.close();
        try (var stage = context.rooms().store().stage(context.principal());
                InputStream in = original.source.open()) {
            in.transferTo(stage);
            StagedBlob staged = stage.finish();
            try (InputStream message = staged.source().open()) {
                return Posting.checked(
                        context,
                        to,
                        new PreparedEmail(staged, MessageIndexer.index(message), mailboxes, keywords, received));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Original> original(View view, EmailId id) {
        return view.email(id).flatMap(e -> view.message(id).map(source -> new Original(e, source)));
    }
}
