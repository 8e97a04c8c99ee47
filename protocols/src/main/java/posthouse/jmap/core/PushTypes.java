// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §7.1
package posthouse.jmap.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import posthouse.base.AccountId;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Which types a client is told of, and the states it was last told. Not thread-safe. */
final class PushTypes {
    private static final Set<DataType> OFFERED = Set.of(
            DataType.MAILBOX,
            DataType.EMAIL,
            DataType.EMAIL_DELIVERY,
            DataType.THREAD,
            DataType.IDENTITY,
            DataType.EMAIL_SUBMISSION,
            DataType.VACATION_RESPONSE,
            DataType.PREFERENCES);

    private final Optional<Set<String>> wanted;
    private final Map<String, String> told = new TreeMap<>();

    PushTypes(Optional<Set<String>> wanted) {
        this.wanted = wanted;
    }

    private boolean wants(DataType type) {
        return OFFERED.contains(type)
                && wanted.map(types -> types.contains(type.jmap())).orElse(true);
    }

    private static String key(AccountId account, DataType type) {
        return account + "/" + type.jmap();
    }

    /** Takes states as known to the client, from the pushState that it got before. */
    void known(String pushState) {
        for (String item : pushState.split(",", 200)) {
            int equals = item.indexOf('=');
            if (equals > 0) told.put(item.substring(0, equals), item.substring(equals + 1));
        }
    }

    /** Takes states as known to the client without telling it. */
    void assume(AccountId account, Map<DataType, String> states) {
        states.forEach((type, state) -> {
            if (wants(type)) told.put(key(account, type), state);
        });
    }

    /** A StateChange of what is news to the client; empty when nothing is. */
    Optional<ObjectNode> change(Map<AccountId, Map<DataType, String>> states) {
        Map<AccountId, Map<String, String>> news = new LinkedHashMap<>();
        states.forEach((account, types) -> types.forEach((type, state) -> {
            if (wants(type) && !state.equals(told.put(key(account, type), state)))
                news.computeIfAbsent(account, a -> new TreeMap<>()).put(type.jmap(), state);
        }));
        if (news.isEmpty()) return Optional.empty();
        ObjectNode change = Json.object();
        change.put("@type", "StateChange");
        ObjectNode changed = change.putObject("changed");
        news.forEach((account, types) -> {
            ObjectNode node = changed.putObject(account.toString());
            types.forEach(node::put);
        });
        change.put("pushState", pushState());
        return Optional.of(change);
    }

    /** All that the client was told, as text that it may give back. */
    String pushState() {
        var text = new StringBuilder();
        told.forEach((key, state) ->
                text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(state));
        return text.toString();
    }
}
