// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §2
package posthouse.jmap.core;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import posthouse.base.AccountId;
import posthouse.base.Principal;
import posthouse.directory.Person;
import posthouse.http.Caller;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
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

    /** The object; its addresses are absolute, below the given base (scheme and authority). */
    public ObjectNode of(Caller caller, String base) {
        ObjectNode session = Json.object();
        ObjectNode capabilities = session.putObject("capabilities");
        capabilities.set(Capabilities.CORE, Capabilities.core());
        capabilities.putObject(Capabilities.MAIL);
        capabilities.putObject(Capabilities.SUBMISSION);
        ObjectNode socket = capabilities.putObject(Capabilities.WEBSOCKET);
        socket.put("url", base.replaceFirst("^http", "ws") + "/jmap/ws");
        socket.put("supportsPush", true);
        capabilities.putObject(Capabilities.QUOTA);
        capabilities.putObject(Capabilities.VENDOR);
        ObjectNode accounts = session.putObject("accounts");
        ObjectNode primary = session.putObject("primaryAccounts");
        own(caller.principal()).ifPresent(id -> {
            account(accounts.putObject(id.toString()), caller);
            for (String capability :
                    new String[] {Capabilities.MAIL, Capabilities.SUBMISSION, Capabilities.QUOTA, Capabilities.VENDOR})
                primary.put(capability, id.toString());
        });
        session.put("username", caller.name());
        session.put("apiUrl", base + "/jmap/api");
        session.put("downloadUrl", base + "/jmap/download/{accountId}/{blobId}/{name}?accept={type}");
        session.put("uploadUrl", base + "/jmap/upload/{accountId}/");
        session.put("eventSourceUrl", base + "/jmap/eventsource/?types={types}&closeafter={closeafter}&ping={ping}");
        session.put("state", state(caller));
        return session;
    }

    private void account(ObjectNode account, Caller caller) {
        account.put("name", name(caller));
        account.put("isPersonal", true);
        account.put("isReadOnly", false);
        ObjectNode capabilities = account.putObject("accountCapabilities");
        capabilities.putObject(Capabilities.CORE);
        capabilities.set(Capabilities.MAIL, Capabilities.mailOfAccount());
        capabilities.set(Capabilities.SUBMISSION, Capabilities.submissionOfAccount());
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
        var crc = new CRC32();
        String text = caller.name() + "|" + own(caller.principal()) + "|" + name(caller);
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
