// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.5
package posthouse.jmap.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.SubmissionId;
import posthouse.delivery.CancelOutcome;
import posthouse.delivery.NewSubmission;
import posthouse.delivery.Submission;
import posthouse.delivery.Submissions;
import posthouse.delivery.SubmitOutcome;
import posthouse.formats.Envelope;
import posthouse.formats.MailAddress;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.mail.EnvelopeInput;
import posthouse.jmap.mail.Identities;
import posthouse.jmap.mail.SubmissionJson;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** EmailSubmission/set, with what happens to the email when it is sent. */
public final class EmailSubmissionSet implements Method {
    private static final Set<String> PROPERTIES = Set.of("identityId", "emailId", "envelope", "sendAt");

    @Override
    public String name() {
        return "EmailSubmission/set";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        Map<String, ObjectNode> onUpdate = args.objects("onSuccessUpdateEmail");
        List<String> onDestroy = args.strings("onSuccessDestroyEmail").orElse(List.of());
        args.done();
        AccountId account = call.account();
        Identities.ensure(context, account);
        var answer = new SetAnswer(context, account);
        String before = state(context, account);
        call.requireState(before);
        Map<String, EmailId> emails = new LinkedHashMap<>();
        call.create()
                .forEach((key, wanted) ->
                        answer.create(key, () -> create(context, account, answer, emails, key, wanted)));
        call.update()
                .forEach((id, patch) -> answer.update(id, () -> update(context, account, answer, emails, id, patch)));
        for (String id : call.destroy()) answer.destroy(id, () -> destroy(context, account, answer, emails, id));
        answer.states(before, state(context, account));
        answer.remember(context);
        imply(context, account, emails, onUpdate, onDestroy);
        return answer.json();
    }

    private static String state(RequestContext context, AccountId account) {
        context.close();
        return context.read(account, view -> view.state(DataType.EMAIL_SUBMISSION));
    }

    private static Submissions submissions(RequestContext context) {
        return context.rooms().delivery().submissions();
    }

    private static void create(
            RequestContext context,
            AccountId account,
            SetAnswer answer,
            Map<String, EmailId> emails,
            String key,
            ObjectNode wanted) {
        for (String property : wanted.propertyNames())
            if (!PROPERTIES.contains(property)) throw Patch.property(property, "it cannot be set");
        String identityId =
                context.resolve(wanted.path("identityId").stringValueOpt().orElse(""));
        String emailId = context.resolve(wanted.path("emailId").stringValueOpt().orElse(""));
        Identities.Identity identity = context.read(account, view -> Identities.find(view, identityId))
                .orElseThrow(() -> Patch.property("identityId", "there is no such identity"));
        EmailId email = EmailId.parse(emailId).orElseThrow(() -> Patch.property("emailId", "there is no such email"));
        Envelope headers = context.read(account, view -> view.email(email))
                .map(e -> e.index().envelope())
                .orElseThrow(() -> Patch.property("emailId", "there is no such email"));
        Optional<EnvelopeInput> envelope = EnvelopeInput.of(wanted);
        String from = envelope.map(EnvelopeInput::from).orElse(identity.email());
        List<String> to = envelope.map(EnvelopeInput::to).orElseGet(() -> recipients(headers));
        Optional<Instant> at =
                EnvelopeInput.sendAt(wanted, envelope, context.rooms().clock());
        var submission = new NewSubmission(identity.id(), email, from, to, at);
        context.close();
        Submission made = outcome(submissions(context).submit(context.principal(), account, submission));
        emails.put("#" + key, email);
        emails.put(made.id().toString(), email);
        Set<String> told = new LinkedHashSet<>(List.of("id", "threadId", "sendAt", "undoStatus", "deliveryStatus"));
        told.addAll(List.of("dsnBlobIds", "mdnBlobIds"));
        if (envelope.isEmpty()) told.add("envelope");
        answer.created(key, SubmissionJson.of(made, told));
    }

    /** Everybody that the header names, each once. */
    private static List<String> recipients(Envelope headers) {
        Map<String, String> out = new LinkedHashMap<>();
        for (List<MailAddress> list : List.of(headers.to(), headers.cc(), headers.bcc()))
            for (MailAddress address : list)
                out.putIfAbsent(address.email().toLowerCase(java.util.Locale.ROOT), address.email());
        return List.copyOf(out.values());
    }

    private static Submission outcome(SubmitOutcome outcome) {
        return switch (outcome) {
            case SubmitOutcome.Submitted submitted -> submitted.submission();
            case SubmitOutcome.NoRecipients ignored ->
                throw new SetRefused("noRecipients", new Failure.BadInput(KB.NO_RECIPIENTS, "rcptTo", "it is empty"));
            case SubmitOutcome.InvalidRecipients invalid ->
                throw new SetRefused(
                        "invalidRecipients",
                        invalid.why().values().iterator().next(),
                        Map.of("invalidRecipients", List.copyOf(invalid.why().keySet())));
            case SubmitOutcome.ForbiddenMailFrom f -> throw new SetRefused("forbiddenMailFrom", f.why());
            case SubmitOutcome.ForbiddenFrom f -> throw new SetRefused("forbiddenFrom", f.why());
            case SubmitOutcome.NoSuchEmail none -> throw SetRefused.properties(none.why(), "emailId");
            case SubmitOutcome.Refused refused -> {
                if (refused.why() instanceof Failure.TooMany many) throw new SetRefused("tooManyRecipients", many);
                throw new Refused(refused.why());
            }
        };
    }

    private static void update(
            RequestContext context,
            AccountId account,
            SetAnswer answer,
            Map<String, EmailId> emails,
            String id,
            ObjectNode given) {
        Submission submission = find(context, account, id);
        ObjectNode patch = Patch.changes(given, SubmissionJson.of(submission, Set.copyOf(SubmissionJson.PROPERTIES)));
        for (var entry : patch.properties()) {
            boolean cancel = entry.getKey().equals("undoStatus")
                    && entry.getValue().equals(Json.array().add("canceled").get(0));
            if (!cancel) throw Patch.property(entry.getKey(), "only undoStatus can change, to canceled");
        }
        if (!patch.isEmpty()) {
            switch (submissions(context).cancel(context.principal(), account, submission.id())) {
                case CancelOutcome.Canceled ignored -> {}
                case CancelOutcome.Gone gone -> throw new Refused(gone.why());
                case CancelOutcome.NoSuchSubmission none -> throw new Refused(none.why());
            }
        }
        emails.put(id, submission.email());
        answer.updated(id);
    }

    private static void destroy(
            RequestContext context, AccountId account, SetAnswer answer, Map<String, EmailId> emails, String id) {
        Submission submission = find(context, account, id);
        if (!submissions(context).destroy(context.principal(), account, submission.id())) throw missing();
        emails.put(id, submission.email());
        answer.destroyed(id);
    }

    private static Submission find(RequestContext context, AccountId account, String id) {
        return SubmissionId.parse(id)
                .flatMap(s -> submissions(context).get(context.principal(), account, s))
                .orElseThrow(EmailSubmissionSet::missing);
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "submission"));
    }

    /** One Email/set for the emails whose submission succeeded. */
    private static void imply(
            RequestContext context,
            AccountId account,
            Map<String, EmailId> emails,
            Map<String, ObjectNode> onUpdate,
            List<String> onDestroy) {
        ObjectNode set = Json.object();
        set.put("accountId", account.toString());
        ObjectNode update = Json.object();
        onUpdate.forEach((key, patch) -> {
            EmailId email = emails.getOrDefault(key, emails.get(context.resolve(key)));
            if (email != null) update.set(email.toString(), patch);
        });
        ArrayNode destroy = Json.array();
        for (String key : onDestroy) {
            EmailId email = emails.getOrDefault(key, emails.get(context.resolve(key)));
            if (email != null) destroy.add(email.toString());
        }
        if (update.isEmpty() && destroy.isEmpty()) return;
        if (!update.isEmpty()) set.set("update", update);
        if (!destroy.isEmpty()) set.set("destroy", destroy);
        context.imply("Email/set", set);
    }
}
