// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6
package posthouse.jmap.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.EmailId;
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
import posthouse.jmap.mail.EmailBuilder;
import posthouse.jmap.mail.EmailJson;
import posthouse.jmap.mail.EmailRequest;
import posthouse.jmap.mail.PreparedEmail;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.EmailState;
import posthouse.store.Tx;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Email/set, in one commit. A call that creates one draft and destroys one email saves a draft: when the one before is gone,
 * nothing is created, so that two windows never overwrite each other.
 */
public final class EmailSet implements Method {
    private static final Set<String> SETS = Set.of("mailboxIds", "keywords");

    @Override
    public String name() {
        return "Email/set";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        boolean ifInDestroy = args.flag("ifInDestroy", true);
        args.done();
        Map<String, PreparedEmail> emails = new LinkedHashMap<>();
        var refusals = new LinkedHashMap<String, RuntimeException>();
        call.create().forEach((key, email) -> {
            try {
                emails.put(key, new EmailBuilder(context, call.account()).build(email));
            } catch (SetRefused | Refused refused) {
                refusals.put(key, refused);
            }
        });
        SetAnswer answer = context.write(call.account(), tx -> {
            var made = new SetAnswer(context, call.account());
            refusals.forEach((key, refused) -> made.create(key, () -> {
                throw refused;
            }));
            commit(context, call, emails, ifInDestroy, made, tx);
            return made;
        });
        answer.remember(context);
        return answer.json();
    }

    private static void commit(
            RequestContext context,
            SetCall call,
            Map<String, PreparedEmail> emails,
            boolean ifInDestroy,
            SetAnswer answer,
            Tx tx) {
        String before = tx.state(DataType.EMAIL);
        call.requireState(before);
        boolean draft = ifInDestroy && isDraftSave(call, emails);
        boolean replaced = draft && isGone(tx, call.destroy().getFirst());
        Map<String, EmailId> made = new LinkedHashMap<>();
        emails.forEach((key, email) -> answer.create(key, () -> {
            if (replaced) throw conflict();
            EmailId id = email.append(tx);
            made.put(key, id);
            answer.created(key, PreparedEmail.json(tx, id));
        }));
        call.update().forEach((id, patch) -> answer.update(id, () -> update(context, made, answer, tx, id, patch)));
        for (String id : call.destroy())
            answer.destroy(id, () -> {
                // A draft whose next version could not be stored is all that its writer has.
                if (draft && !replaced && made.isEmpty()) throw conflict();
                EmailId email = id(id, made).orElseThrow(EmailSet::missing);
                tx.destroy(email);
                answer.destroyed(email.toString());
            });
        answer.states(before, tx.state(DataType.EMAIL));
    }

    private static boolean isDraftSave(SetCall call, Map<String, PreparedEmail> emails) {
        return call.destroy().size() == 1
                && call.create().size() == 1
                && call.create().values().iterator().next().path("keywords").has("$draft");
    }

    private static boolean isGone(Tx tx, String id) {
        return EmailId.parse(id).map(e -> tx.emailStates(List.of(e)).isEmpty()).orElse(true);
    }

    private static SetRefused conflict() {
        return new SetRefused("conflict", new Failure.Conflict(KB.DRAFT_REPLACED, "draft"));
    }

    private static void update(
            RequestContext context, Map<String, EmailId> made, SetAnswer answer, Tx tx, String text, ObjectNode given) {
        EmailId id = id(text, made).orElseThrow(EmailSet::missing);
        EmailState state = tx.emailStates(List.of(id)).get(id);
        if (state == null) throw missing();
        Patch.check(given, SETS);
        ObjectNode patch = Patch.changes(given, fixed(tx, id, given));
        for (String pointer : patch.propertyNames()) {
            String property = pointer.contains("/") ? pointer.substring(0, pointer.indexOf('/')) : pointer;
            if (!SETS.contains(property)) throw Patch.property(property, "an email's content does not change");
        }
        Set<String> keywords = Patch.set(patch, "keywords", state.keywords());
        Set<String> places = new LinkedHashSet<>();
        for (MailboxId mailbox : state.mailboxes()) places.add(mailbox.toString());
        Set<String> wanted = new LinkedHashSet<>();
        for (String place : Patch.set(patch, "mailboxIds", places)) wanted.add(context.resolve(place));
        Set<MailboxId> mailboxes = wanted.equals(places) ? state.mailboxes() : PreparedEmail.places(tx, wanted);
        if (mailboxes.equals(state.mailboxes())) {
            if (!keywords.equals(state.keywords())) tx.setKeywords(id, keywords);
        } else tx.change(id, keywords, mailboxes);
        answer.updated(text);
    }

    private static Optional<EmailId> id(String text, Map<String, EmailId> made) {
        return text.startsWith("#") ? Optional.ofNullable(made.get(text.substring(1))) : EmailId.parse(text);
    }

    /** Of what the patch names and nobody can change, how it is. */
    private static ObjectNode fixed(Tx tx, EmailId id, ObjectNode patch) {
        ArrayNode names = Json.array();
        for (String name : patch.propertyNames()) if (!SETS.contains(name) && EmailRequest.knows(name)) names.add(name);
        if (names.isEmpty()) return Json.object();
        ObjectNode asked = Json.object();
        asked.set("properties", names);
        var json = new EmailJson(EmailRequest.of(Args.of(asked)));
        return json.of(tx.email(id).orElseThrow(EmailSet::missing), () -> tx.message(id));
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "email"));
    }
}
