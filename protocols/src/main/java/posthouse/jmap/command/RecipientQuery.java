// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5 (a vendor method)
package posthouse.jmap.command;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Principal;
import posthouse.directory.Domain;
import posthouse.directory.Group;
import posthouse.directory.Person;
import posthouse.formats.Domains;
import posthouse.formats.MailAddress;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.PastRecipients;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Recipient/query: people to write to, from the directory and from past mail. */
public final class RecipientQuery implements Method {
    private static final int MOST = 50;

    private final PastRecipients past = new PastRecipients();

    @Override
    public String name() {
        return "Recipient/query";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        String text = args.object("filter")
                .map(node -> Args.of(node, "filter").string("text").orElse(""))
                .orElse("");
        int limit = (int) Math.min(args.unsigned("limit").orElse(10), MOST);
        args.done();
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        ArrayNode list = answer.putArray("list");
        Set<String> told = new HashSet<>();
        var directory = context.rooms().directory();
        Principal principal = context.principal();
        for (Person person : directory.search(principal, text, limit))
            if (told.add(person.address().toLowerCase(Locale.ROOT)))
                one(list.addObject(), person.name(), person.address(), false, "directory");
        for (Group group : directory.groups().list(principal)) {
            if (list.size() >= limit || group.address().isEmpty() || !matches(group, text)) continue;
            String address = group.address().get();
            if (told.add(address.toLowerCase(Locale.ROOT)))
                one(list.addObject(), group.name(), address, false, "directory");
        }
        if (list.size() >= limit) return answer;
        Set<String> own = new HashSet<>();
        for (Domain domain : directory.domains(principal)) own.add(domain.name().toLowerCase(Locale.ROOT));
        List<MailAddress> people = past.find(context, account, text, limit + told.size());
        for (MailAddress address : people) {
            if (list.size() >= limit) break;
            if (told.add(address.email().toLowerCase(Locale.ROOT)))
                one(
                        list.addObject(),
                        address.name().orElse(""),
                        address.email(),
                        !own.contains(domain(address.email())),
                        "mail");
        }
        return answer;
    }

    private static boolean matches(Group group, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return group.name().toLowerCase(Locale.ROOT).contains(wanted)
                || group.address()
                        .filter(a -> a.toLowerCase(Locale.ROOT).contains(wanted))
                        .isPresent();
    }

    private static String domain(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1);
        return Domains.toAscii(domain).orElse(domain).toLowerCase(Locale.ROOT);
    }

    private static void one(ObjectNode json, String name, String email, boolean outside, String source) {
        json.put("name", name);
        json.put("email", email);
        json.put("outside", outside);
        json.put("source", source);
    }
}
