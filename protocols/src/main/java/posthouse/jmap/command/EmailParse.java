// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.9
package posthouse.jmap.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.EmailJson;
import posthouse.jmap.mail.EmailRequest;
import posthouse.jmap.mail.ParsedEmail;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** Email/parse: messages that are attached to others, or were uploaded, read without being stored as emails. */
public final class EmailParse implements Method {
    /** Octets that one call reads at most: the largest upload and some more. */
    private static final long MOST = 256L << 20;

    /** What only an email of the store has. */
    private static final Set<String> STORED = Set.of("id", "threadId", "mailboxIds", "keywords", "receivedAt");

    @Override
    public String name() {
        return "Email/parse";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        List<String> ids = Ids.of(context, args, "blobIds", Capabilities.MAX_GET)
                .orElseThrow(() -> args.bad("blobIds", "they are missing"));
        List<String> asked = args.strings("properties").orElse(EmailRequest.CONTENT);
        EmailRequest request = EmailRequest.of(args, EmailRequest.CONTENT);
        args.done();
        List<String> notFound = new ArrayList<>();
        Map<String, ParsedEmail.Found> found = new LinkedHashMap<>();
        for (String id : ids)
            ParsedEmail.find(context, account, id).ifPresentOrElse(blob -> found.put(id, blob), () -> notFound.add(id));
        long size = found.values().stream().mapToLong(ParsedEmail.Found::size).sum();
        if (size > MOST)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "size of all messages", size, MOST));
        context.close();
        ObjectNode parsed = Json.object();
        List<String> notParsable = new ArrayList<>();
        var json = new EmailJson(request);
        found.forEach((id, blob) -> {
            Optional<ParsedEmail> email = ParsedEmail.read(context, blob);
            if (email.isEmpty()) notParsable.add(id);
            else parsed.set(id, json(json, asked, id, email.get()));
        });
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        if (parsed.isEmpty()) answer.putNull("parsed");
        else answer.set("parsed", parsed);
        list(answer, "notParsable", notParsable);
        list(answer, "notFound", notFound);
        return answer;
    }

    private static ObjectNode json(EmailJson json, List<String> asked, String id, ParsedEmail email) {
        ObjectNode out = Json.object();
        for (String property : asked) if (STORED.contains(property)) out.putNull(property);
        if (asked.contains("blobId")) out.put("blobId", id);
        if (asked.contains("size")) out.put("size", email.source().size());
        json.content(out, email.index(), new EmailJson.Bytes(email.source(), email.prefix()), email.parts());
        return out;
    }

    private static void list(ObjectNode answer, String name, List<String> ids) {
        if (ids.isEmpty()) answer.putNull(name);
        else ids.forEach(answer.putArray(name)::add);
    }
}
