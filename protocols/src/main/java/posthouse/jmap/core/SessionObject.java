// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §2
package posthouse.jmap.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Principal;
import posthouse.directory.Person;
import posthouse.http.Caller;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
import posthouse.store.Mailbox;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** The session object: who is signed in, which accounts, what is offered, at which addresses. */
public final class SessionObject {
    private final JmapRooms rooms;

    public SessionObject(JmapRooms rooms) {
        this.rooms = rooms;
    }

    /** The account that is the caller's own, if they are a person. */
    static Optional<AccountId> own(Principal principal) {
        return switch (principal) {
            case Principal.Person p -> Optional.of(p.account());
            case Principal.Delegate d -> Optional.of(d.actor().account());
            case Principal.Administrator ignored -> Optional.empty();
            case Principal.Anonymous ignored -> Optional.empty();
            case Principal.System ignored -> Optional.empty();
        };
    }

    /** Accounts of public roots in which the caller sees a folder. */
    static List<AccountId> shared(JmapRooms rooms, Principal principal) {
        return principal instanceof Principal.Person
                ? rooms.directory().folders().accounts(principal)
                : List.of();
    }

    /** All accounts that the caller may use: their own first. */
    static List<AccountId> accounts(JmapRooms rooms, Principal principal) {
        var all = new ArrayList<AccountId>();
        own(principal).ifPresent(all::add);
        all.addAll(shared(rooms, principal));
        return all;
    }

    /** The object; its addresses are absolute, below the given base (scheme and authority). */
    public ObjectNode of(Caller caller, String base) {
        ObjectNode session = Json.object();
        ObjectNode capabilities = session.putObject("capabilities");
        capabilities.set(Capabilities.CORE, Capabilities.core());
        capabilities.putObject(Capabilities.MAIL);
        capabilities.putObject(Capabilities.SUBMISSION);
        capabilities.putObject(Capabilities.VACATION);
        ObjectNode socket = capabilities.putObject(Capabilities.WEBSOCKET);
        socket.put("url", base.replaceFirst("^http", "ws") + "/jmap/ws");
        socket.put("supportsPush", true);
        capabilities.putObject(Capabilities.QUOTA);
        capabilities.putObject(Capabilities.VENDOR);
        ObjectNode accounts = session.putObject("accounts");
        ObjectNode primary = session.putObject("primaryAccounts");
        own(caller.principal()).ifPresent(id -> {
            account(accounts.putObject(id.toString()), caller);
            for (String capability : new String[] {
                Capabilities.MAIL,
                Capabilities.SUBMISSION,
                Capabilities.VACATION,
                Capabilities.QUOTA,
                Capabilities.VENDOR
            }) primary.put(capability, id.toString());
        });
        List<Shared> roots = roots(caller.principal());
        for (Shared root : roots) shared(accounts.putObject(root.id().toString()), root);
        session.put("username", caller.name());
        session.put("apiUrl", base + "/jmap/api");
        session.put("downloadUrl", base + "/jmap/download/{accountId}/{blobId}/{name}?accept={type}");
        session.put("uploadUrl", base + "/jmap/upload/{accountId}/");
        session.put("eventSourceUrl", base + "/jmap/eventsource/?types={types}&closeafter={closeafter}&ping={ping}");
        session.put("state", state(caller, roots));
        return session;
    }

    /** A public root as its readers know it. */
    private record Shared(AccountId id, String name, boolean readOnly) {}

    private List<Shared> roots(Principal principal) {
        var roots = new ArrayList<Shared>();
        var access = rooms.directory().access().snapshot();
        for (AccountId id : shared(rooms, principal)) {
            List<Mailbox> boxes = rooms.store().account(principal, id).read(View::mailboxes);
            String name = boxes.stream()
                    .filter(m -> m.parent().isEmpty())
                    .map(Mailbox::name)
                    .sorted()
                    .findFirst()
                    .orElse("");
            boolean readOnly = boxes.stream()
                    .noneMatch(m -> Access.role(access, principal, id, m.id()).covers(Action.POST));
            roots.add(new Shared(id, name, readOnly));
        }
        roots.sort(Comparator.comparing(Shared::name));
        return roots;
    }

    private static void shared(ObjectNode account, Shared root) {
        account.put("name", root.name());
        account.put("isPersonal", false);
        account.put("isReadOnly", root.readOnly());
        ObjectNode capabilities = account.putObject("accountCapabilities");
        capabilities.putObject(Capabilities.CORE);
        ObjectNode mail = Capabilities.mailOfAccount();
        mail.put("mayCreateTopLevelMailbox", false);
        capabilities.set(Capabilities.MAIL, mail);
        capabilities.putObject(Capabilities.VENDOR);
    }

    private void account(ObjectNode account, Caller caller) {
        account.put("name", name(caller));
        account.put("isPersonal", true);
        account.put("isReadOnly", false);
        ObjectNode capabilities = account.putObject("accountCapabilities");
        capabilities.putObject(Capabilities.CORE);
        capabilities.set(Capabilities.MAIL, Capabilities.mailOfAccount());
        capabilities.set(Capabilities.SUBMISSION, Capabilities.submissionOfAccount());
        capabilities.putObject(Capabilities.VACATION);
        capabilities.putObject(Capabilities.QUOTA);
        capabilities.putObject(Capabilities.VENDOR);
    }

    private String name(Caller caller) {
        return caller.principal() instanceof Principal.Person p
                ? rooms.directory().person(p, p.id()).map(Person::address).orElse(caller.name())
                : caller.name();
    }

    /** Changes when the object does (RFC 8620 §2). */
    String state(Caller caller) {
        return state(caller, roots(caller.principal()));
    }

    private String state(Caller caller, List<Shared> roots) {
        var crc = new CRC32();
        String text = caller.name() + "|" + own(caller.principal()) + "|" + name(caller) + "|" + roots;
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
