// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7 Envelope and Address, RFC 4865 §4
package posthouse.jmap.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.Clock;
import posthouse.jmap.core.Patch;
import posthouse.jmap.syntax.Dates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The envelope that a client gives. What it says and this server does not do is refused: a message must not go to others, or
 * otherwise, than was asked for.
 *
 * @param until HOLDUNTIL, if given
 * @param seconds HOLDFOR, if given
 */
public record EnvelopeInput(String from, List<String> to, Optional<Instant> until, Optional<Long> seconds) {
    /** Those that change nothing here. */
    private static final Set<String> NEEDLESS = Set.of("SIZE", "BODY", "SMTPUTF8");

    private static final String FOR = "HOLDFOR";
    private static final String UNTIL = "HOLDUNTIL";

    /** Empty when none is given. */
    public static Optional<EnvelopeInput> of(ObjectNode wanted) {
        JsonNode node = wanted.path("envelope");
        if (node.isMissingNode() || node.isNull()) return Optional.empty();
        if (!(node instanceof ObjectNode envelope)) throw bad("it is no object");
        for (String name : envelope.propertyNames())
            if (!name.equals("mailFrom") && !name.equals("rcptTo")) throw bad("it has no " + name);
        if (!(envelope.path("rcptTo") instanceof ArrayNode recipients)) throw bad("rcptTo is missing");
        List<String> to = new ArrayList<>();
        for (JsonNode recipient : recipients) to.add(address(recipient, "a recipient", Set.of()));
        String from = address(envelope.path("mailFrom"), "mailFrom", Set.of(FOR, UNTIL));
        Map<String, String> held = parameters(envelope.path("mailFrom"));
        return Optional.of(new EnvelopeInput(
                from,
                to,
                Optional.ofNullable(held.get(UNTIL))
                        .map(text -> Dates.utc(text).orElseThrow(() -> bad(UNTIL + " is no UTC date"))),
                Optional.ofNullable(held.get(FOR)).map(EnvelopeInput::seconds)));
    }

    private static String address(JsonNode node, String what, Set<String> known) {
        if (!(node instanceof ObjectNode address)) throw bad(what + " is no object");
        for (String name : address.propertyNames())
            if (!name.equals("email") && !name.equals("parameters")) throw bad(what + " has no " + name);
        for (String name : parameters(address).keySet())
            if (!known.contains(name) && !NEEDLESS.contains(name)) throw bad(name + " is not offered");
        return address.path("email").stringValueOpt().orElseThrow(() -> bad(what + " has no email"));
    }

    /** By name in capital letters. */
    private static Map<String, String> parameters(JsonNode address) {
        JsonNode node = address.path("parameters");
        Map<String, String> out = new HashMap<>();
        if (node.isMissingNode() || node.isNull()) return out;
        if (!(node instanceof ObjectNode parameters)) throw bad("parameters are no object");
        for (var entry : parameters.properties()) {
            if (!entry.getValue().isNull() && !entry.getValue().isString()) throw bad(entry.getKey() + " is no string");
            out.put(
                    entry.getKey().toUpperCase(Locale.ROOT),
                    entry.getValue().stringValueOpt().orElse(""));
        }
        return out;
    }

    private static Long seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) throw bad(FOR + " is no number of seconds");
        return Long.parseLong(text);
    }

    /** When it is to go: as sendAt says, or as the envelope does; empty for now. */
    public static Optional<Instant> sendAt(ObjectNode wanted, Optional<EnvelopeInput> envelope, Clock clock) {
        JsonNode node = wanted.path("sendAt");
        if (!node.isMissingNode() && !node.isNull())
            return Optional.of(node.stringValueOpt()
                    .flatMap(Dates::utc)
                    .orElseThrow(() -> Patch.property("sendAt", "it is no UTC date")));
        return envelope.flatMap(
                e -> e.until.or(() -> e.seconds.map(s -> clock.now().plusSeconds(s))));
    }

    private static RuntimeException bad(String why) {
        return Patch.property("envelope", why);
    }
}
