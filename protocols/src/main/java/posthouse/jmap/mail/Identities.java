// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6
package posthouse.jmap.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.IdentityId;
import posthouse.base.Principal;
import posthouse.directory.Person;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Json;
import posthouse.store.Tx;
import posthouse.store.Value;
import posthouse.store.ValueKind;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** The identities that a person sends as: one for each of their addresses, made when first asked for, and those they add. */
public final class Identities {
    private static final byte FORMAT = 1;

    private Identities() {}

    /** One with the object that clients see. */
    public record Identity(IdentityId id, ObjectNode json) {
        public String email() {
            return json.path("email").stringValueOpt().orElse("");
        }
    }

    /** Addresses of the caller, the main one first; none for callers that are no person. */
    public static List<String> addresses(RequestContext context) {
        if (!(context.principal() instanceof Principal.Person person)) return List.of();
        var directory = context.rooms().directory();
        Set<String> all = new java.util.LinkedHashSet<>();
        directory.person(person, person.id()).map(Person::address).ifPresent(all::add);
        all.addAll(directory.addressesOf(person, person.id()));
        return List.copyOf(all);
    }

    /** Whether mail may be sent as this address: one of the caller's, also with a tag behind a plus sign. */
    public static boolean own(RequestContext context, String email) {
        return isOf(addresses(context), email);
    }

    private static boolean isOf(List<String> addresses, String email) {
        if (email.chars().anyMatch(c -> c <= ' ' || c == 127 || "<>,;:\"()[]\\".indexOf(c) >= 0)) return false;
        String plain = email.replaceFirst("\\+[^@]*@", "@");
        return addresses.stream().anyMatch(own -> own.equalsIgnoreCase(email) || own.equalsIgnoreCase(plain));
    }

    /** Whether it may be taken away: those that somebody added, and those of addresses that are no longer the caller's. */
    public static boolean mayDelete(List<String> addresses, Identity identity) {
        return identity.json().path("mayDelete").asBoolean(false) || !isOf(addresses, identity.email());
    }

    /** Makes the identities of addresses that have none yet. */
    public static void ensure(RequestContext context, AccountId account) {
        List<String> addresses = addresses(context);
        if (missing(context.read(account, Identities::all), addresses).isEmpty()) return;
        String name = name(context);
        context.write(account, tx -> {
            for (String address : missing(all(tx), addresses)) {
                ObjectNode json = blank(name, address);
                put(tx, new IdentityId(tx.freshId()), json);
            }
            return true;
        });
    }

    private static String name(RequestContext context) {
        return context.principal() instanceof Principal.Person p
                ? context.rooms()
                        .directory()
                        .person(p, p.id())
                        .map(Person::name)
                        .orElse("")
                : "";
    }

    private static List<String> missing(List<Identity> known, List<String> addresses) {
        Set<String> have = new HashSet<>();
        for (Identity identity : known) have.add(identity.email().toLowerCase(Locale.ROOT));
        return addresses.stream()
                .filter(a -> !have.contains(a.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** A fresh identity. */
    public static ObjectNode blank(String name, String address) {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("email", address);
        json.putNull("replyTo");
        json.putNull("bcc");
        json.put("textSignature", "");
        json.put("htmlSignature", "");
        json.put("mayDelete", false);
        return json;
    }

    public static List<Identity> all(View view) {
        List<Identity> out = new ArrayList<>();
        for (Value value : view.values(ValueKind.IDENTITY))
            decode(value.content()).ifPresent(json -> out.add(new Identity(new IdentityId(value.id()), json)));
        return out;
    }

    public static Optional<Identity> find(View view, String id) {
        return IdentityId.parse(id)
                .flatMap(i -> view.value(ValueKind.IDENTITY, i.value())
                        .flatMap(Identities::decode)
                        .map(json -> new Identity(i, json)));
    }

    private static Optional<ObjectNode> decode(byte[] content) {
        if (content.length < 2 || content[0] != FORMAT) return Optional.empty();
        byte[] text = java.util.Arrays.copyOfRange(content, 1, content.length);
        return Json.parse(text).filter(node -> node instanceof ObjectNode).map(node -> (ObjectNode) node);
    }

    public static void put(Tx tx, IdentityId id, ObjectNode json) {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        var content = new byte[text.length + 1];
        content[0] = FORMAT;
        System.arraycopy(text, 0, content, 1, text.length);
        tx.putValue(ValueKind.IDENTITY, id.value(), content);
    }
}
