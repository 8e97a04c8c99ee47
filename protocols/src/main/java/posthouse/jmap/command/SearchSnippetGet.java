// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §5.1
package posthouse.jmap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.formats.SearchText;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.Filter;
import posthouse.jmap.mail.Snippets;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.Email;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SearchSnippet/get: what a search found in each email, with its words marked. */
public final class SearchSnippetGet implements Method {
    /** Emails whose texts are in memory at once. */
    private static final int BLOCK = 32;

    private record Read(Map<EmailId, Email> emails, Map<EmailId, SearchText> texts) {}

    @Override
    public String name() {
        return "SearchSnippet/get";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Filter filter = Filter.parse(args.object("filter"));
        List<String> ids = Ids.of(context, args, "emailIds", Capabilities.MAX_GET)
                .orElseThrow(() -> args.bad("emailIds", "they are missing"));
        args.done();
        var snippets = new Snippets(context, account, filter);
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        ArrayNode list = answer.putArray("list");
        List<String> notFound = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BLOCK) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + BLOCK));
            Read read = read(context, account, some, snippets.looksAtBodies());
            for (String id : some) {
                Email email = EmailId.parse(id).map(read.emails::get).orElse(null);
                if (email == null) notFound.add(id);
                else one(list.addObject(), email, read.texts.getOrDefault(email.id(), SearchText.EMPTY), snippets);
            }
        }
        if (notFound.isEmpty()) answer.putNull("notFound");
        else notFound.forEach(answer.putArray("notFound")::add);
        return answer;
    }

    private static Read read(RequestContext context, AccountId account, List<String> some, boolean bodies) {
        List<EmailId> ids = Ids.parse(some, EmailId::parse);
        return context.read(account, view -> new Read(view.emails(ids), bodies ? view.searchTexts(ids) : Map.of()));
    }

    private static void one(ObjectNode json, Email email, SearchText text, Snippets snippets) {
        json.put("emailId", email.id().toString());
        put(json, "subject", snippets.subject(email));
        put(json, "preview", snippets.preview(email, text));
    }

    private static void put(ObjectNode json, String property, Optional<String> value) {
        if (value.isEmpty()) json.putNull(property);
        else json.put(property, value.get());
    }
}
