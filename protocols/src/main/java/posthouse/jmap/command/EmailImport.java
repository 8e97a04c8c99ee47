// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.8
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
import posthouse.formats.CrLf;
import posthouse.formats.MessageIndexer;
import posthouse.formats.TransferDecoding;
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
import posthouse.store.BlobRef;
import posthouse.store.DataType;
import posthouse.store.StagedBlob;
import posthouse.store.StoredBlob;
import tools.jackson.databind.node.ObjectNode;

/** Email/import: messages as they are, lone line feeds made CRLF once. */
public final class EmailImport implements Method {
    private static final Set<String> PROPERTIES = Set.of("blobId", "mailboxIds", "keywords", "receivedAt");

    @Override
    public String name() {
        return "Email/import";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<String> ifInState = args.string("ifInState");
        if (args.value("emails").isEmpty()) throw args.bad("emails", "they are missing");
        Map<String, ObjectNode> wanted = args.objects("emails");
        args.done();
        if (wanted.size() > Capabilities.MAX_SET)
            throw new Refused(
                    new Failure.TooMany(KB.REQUEST_TOO_LARGE, "number of emails", wanted.size(), Capabilities.MAX_SET));
        Map<String, PreparedEmail> emails = new LinkedHashMap<>();
        Map<String, RuntimeException> refusals = new LinkedHashMap<>();
        wanted.forEach((key, email) -> {
            try {
                emails.put(key, prepare(context, account, email));
            } catch (SetRefused | Refused refused) {
                refusals.put(key, refused);
            }
        });
        var call = new SetCall(account, ifInState, Map.of(), Map.of(), List.of());
        SetAnswer answer = context.write(account, tx -> {
            var made = new SetAnswer(context, account);
            String before = tx.state(DataType.EMAIL);
            call.requireState(before);
            refusals.forEach((key, refused) -> made.create(key, () -> {
                throw refused;
            }));
            emails.forEach((key, email) -> made.create(key, () -> {
                EmailId id = email.append(tx);
                made.created(key, PreparedEmail.json(tx, id));
            }));
            made.states(before, tx.state(DataType.EMAIL));
            return made;
        });
        answer.remember(context);
        return answer(answer.json());
    }

    private static ObjectNode answer(ObjectNode set) {
        ObjectNode answer = Json.object();
        for (String name : List.of("accountId", "oldState", "newState", "created", "notCreated"))
            answer.set(name, set.get(name));
        return answer;
    }

    private static PreparedEmail prepare(RequestContext context, AccountId account, ObjectNode email) {
        for (String property : email.propertyNames())
            if (!PROPERTIES.contains(property)) throw Patch.property(property, "there is no such property");
        String blobId =
                email.path("blobId").stringValueOpt().orElseThrow(() -> Patch.property("blobId", "it is missing"));
        StoredBlob blob = BlobRef.parse(context.resolve(blobId))
                .flatMap(ref -> context.read(account, view -> view.blob(ref)))
                .orElseThrow(() -> SetRefused.properties(new Failure.NotFound(KB.BLOB_NOT_FOUND, blobId), "blobId"));
        Set<String> mailboxes = PreparedEmail.mailboxes(context, email);
        Set<String> keywords = PreparedEmail.keywords(email);
        context.close();
        try (var stage = context.rooms().store().stage(context.principal());
                InputStream in = new CrLf(TransferDecoding.decode(blob.source().open(), blob.encoding()))) {
            in.transferTo(stage);
            StagedBlob staged = stage.finish();
            try (InputStream message = staged.source().open()) {
                return Posting.checked(
                        context,
                        account,
                        new PreparedEmail(
                                staged,
                                MessageIndexer.index(message),
                                mailboxes,
                                keywords,
                                PreparedEmail.receivedAt(context, email)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
