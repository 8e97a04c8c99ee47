// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2
package posthouse.jmap.mail;

import java.util.List;
import java.util.Set;
import posthouse.base.Access;
import posthouse.base.AccessSnapshot;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.jmap.syntax.Json;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import tools.jackson.databind.node.ObjectNode;

/** A mailbox as JMAP shows it. */
public final class MailboxJson {
    public static final List<String> PROPERTIES = List.of(
            "id",
            "name",
            "parentId",
            "role",
            "sortOrder",
            "totalEmails",
            "unreadEmails",
            "totalThreads",
            "unreadThreads",
            "myRights",
            "isSubscribed");

    private MailboxJson() {}

    public static ObjectNode of(
            Mailbox mailbox,
            boolean top,
            Set<String> properties,
            AccessSnapshot access,
            Principal principal,
            AccountId account) {
        ObjectNode json = Json.object();
        for (String property : properties) {
            switch (property) {
                case "id" -> json.put("id", mailbox.id().toString());
                case "name" -> json.put("name", mailbox.name());
                case "parentId" ->
                    json.put("parentId", mailbox.parent().map(Object::toString).orElse(null));
                case "role" -> json.put("role", mailbox.role().map(Role::jmap).orElse(null));
                case "sortOrder" -> json.put("sortOrder", mailbox.sortOrder());
                case "totalEmails" -> json.put("totalEmails", mailbox.totalEmails());
                case "unreadEmails" -> json.put("unreadEmails", mailbox.unreadEmails());
                case "totalThreads" -> json.put("totalThreads", mailbox.totalThreads());
                case "unreadThreads" -> json.put("unreadThreads", mailbox.unreadThreads());
                case "isSubscribed" -> json.put("isSubscribed", mailbox.subscribed());
                case "myRights" -> json.set("myRights", rights(mailbox, top, access, principal, account));
                default -> throw new IllegalStateException(property);
            }
        }
        return json;
    }

    private static ObjectNode rights(
            Mailbox mailbox, boolean top, AccessSnapshot access, Principal principal, AccountId account) {
        var target = new Target.Mailbox(account, mailbox.id());
        boolean shape = may(access, principal, Action.SHAPE, target);
        boolean write = may(access, principal, Action.WRITE, target);
        boolean fixed = mailbox.role().equals(java.util.Optional.of(Role.INBOX));
        ObjectNode rights = Json.object();
        rights.put("mayReadItems", may(access, principal, Action.READ, target));
        rights.put("mayAddItems", may(access, principal, Action.POST, target));
        rights.put("mayRemoveItems", may(access, principal, Action.DELETE, target));
        rights.put("maySetSeen", may(access, principal, Action.MARK, target));
        rights.put("maySetKeywords", write);
        // The top of somebody else's account is theirs.
        boolean own = Access.decide(access, principal, Action.WRITE, new Target.Account(account))
                .granted();
        boolean below = own || !top;
        rights.put("mayCreateChild", shape);
        rights.put("mayRename", shape && below);
        rights.put("mayDelete", shape && below && !fixed);
        rights.put("maySubmit", may(access, principal, Action.SUBMIT, target));
        return rights;
    }

    private static boolean may(AccessSnapshot access, Principal principal, Action action, Target.Mailbox target) {
        return Access.decide(access, principal, action, target).granted();
    }
}
