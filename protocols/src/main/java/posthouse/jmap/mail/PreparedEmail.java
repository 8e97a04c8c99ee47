// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6, §4.8
package posthouse.jmap.mail;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.formats.MessageIndex;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Dates;
import posthouse.jmap.syntax.Json;
import posthouse.store.EmailState;
import posthouse.store.NewEmail;
import posthouse.store.StagedBlob;
import posthouse.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that is written and indexed, and only needs its commit. */
public record PreparedEmail(
        StagedBlob blob, MessageIndex index, Set<String> mailboxes, Set<String> keywords, Instant receivedAt) {

    /** The mailboxIds of a new email, as the client wrote them. */
    public static Set<String> mailboxes(RequestContext context, ObjectNode email) {
        if (!(email.path("mailboxIds") instanceof ObjectNode ids))
            throw Patch.property("mailboxIds", "an email is in at least one mailbox");
        Set<String> out = new LinkedHashSet<>();
        for (String id : Patch.members("mailboxIds", ids)) out.add(context.resolve(id));
        if (out.isEmpty()) throw Patch.property("mailboxIds", "an email is in at least one mailbox");
        return out;
    }

    public static Set<String> keywords(ObjectNode email) {
        JsonNode keywords = email.path("keywords");
        if (keywords.isMissingNode() || keywords.isNull()) return Set.of();
        if (!(keywords instanceof ObjectNode object)) throw Patch.property("keywords", "it is no object");
        return Patch.members("keywords", object);
    }

    public static Instant receivedAt(RequestContext context, ObjectNode email) {
        JsonNode value = email.path("receivedAt");
        Instant now = Instant.ofEpochMilli(context.rooms().clock().now().toEpochMilli());
        if (value.isMissingNode() || value.isNull()) return now;
        return value.stringValueOpt()
                .flatMap(Dates::utc)
                .orElseThrow(() -> Patch.property("receivedAt", "it is no UTC date"));
    }

    /** The mailboxes with these ids; refused when one is no mailbox of the account. */
    public static Set<MailboxId> places(Tx tx, Set<String> ids) {
        Set<MailboxId> out = new LinkedHashSet<>();
        for (String id : ids) {
            Optional<MailboxId> mailbox =
                    MailboxId.parse(id).filter(m -> tx.mailbox(m).isPresent());
            out.add(mailbox.orElseThrow(() -> Patch.property("mailboxIds", "there is no mailbox " + id)));
        }
        if (out.isEmpty()) throw Patch.property("mailboxIds", "an email is in at least one mailbox");
        return out;
    }

    public EmailId append(Tx tx) {
        return tx.append(NewEmail.of(new byte[0], blob, index, places(tx, mailboxes), keywords, receivedAt));
    }

    /** What a client learns of an email that it created. */
    public static ObjectNode json(Tx tx, EmailId id) {
        Map<EmailId, EmailState> states = tx.emailStates(List.of(id));
        EmailState state = states.get(id);
        ObjectNode json = Json.object();
        json.put("id", id.toString());
        json.put("blobId", new posthouse.store.BlobRef.Message(id).text());
        if (state != null) {
            json.put("threadId", state.thread().toString());
            json.put("size", state.size());
        }
        return json;
    }
}
