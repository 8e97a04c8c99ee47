// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3
package posthouse.jmap.core;

import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.base.AccountId;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of each object of a /set. Made anew each time the work that fills it is run. */
public final class SetAnswer {
    private final JmapErrors errors;
    private final AccountId account;
    private String oldState = "";
    private String newState = "";
    private final Map<String, ObjectNode> created = new LinkedHashMap<>();
    private final Map<String, JsonNode> updated = new LinkedHashMap<>();
    private final Map<String, Boolean> destroyed = new LinkedHashMap<>();
    private final ObjectNode notCreated = Json.object();
    private final ObjectNode notUpdated = Json.object();
    private final ObjectNode notDestroyed = Json.object();

    public SetAnswer(RequestContext context, AccountId account) {
        this.errors = new JmapErrors(context.rooms().problems());
        this.account = account;
    }

    public void states(String before, String after) {
        oldState = before;
        newState = after;
    }

    public String oldState() {
        return oldState;
    }

    public void created(String creationId, ObjectNode object) {
        created.put(creationId, object);
    }

    public void updated(String id) {
        updated.put(id, NullNode.instance);
    }

    /** With what the server changed beside what was asked for. */
    public void updated(String id, ObjectNode more) {
        updated.put(id, more);
    }

    public void destroyed(String id) {
        destroyed.put(id, true);
    }

    public void notCreated(String creationId, ObjectNode error) {
        notCreated.set(creationId, error);
    }

    /** Runs one object's part; a refusal is that object's alone. */
    public void create(String creationId, Runnable work) {
        attempt(notCreated, creationId, work);
    }

    public void update(String id, Runnable work) {
        attempt(notUpdated, id, work);
    }

    public void destroy(String id, Runnable work) {
        attempt(notDestroyed, id, work);
    }

    private void attempt(ObjectNode into, String key, Runnable work) {
        try {
            work.run();
        } catch (SetRefused refused) {
            into.set(key, errors.set(refused));
        } catch (Refused refused) {
            into.set(key, errors.set(refused.failure()));
        }
    }

    /** The ids of what was created, for references of later calls. */
    public void remember(RequestContext context) {
        created.forEach((key, object) -> context.created(key, object.get("id").stringValue()));
    }

    public Map<String, ObjectNode> created() {
        return created;
    }

    public boolean wasUpdated(String id) {
        return updated.containsKey(id);
    }

    public ObjectNode json() {
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("oldState", oldState);
        answer.put("newState", newState);
        map(answer, "created", created);
        map(answer, "updated", updated);
        if (destroyed.isEmpty()) answer.putNull("destroyed");
        else {
            ArrayNode ids = answer.putArray("destroyed");
            destroyed.keySet().forEach(ids::add);
        }
        errors(answer, "notCreated", notCreated);
        errors(answer, "notUpdated", notUpdated);
        errors(answer, "notDestroyed", notDestroyed);
        return answer;
    }

    private static void map(ObjectNode answer, String name, Map<String, ? extends JsonNode> map) {
        if (map.isEmpty()) answer.putNull(name);
        else answer.putObject(name).setAll(map);
    }

    private static void errors(ObjectNode answer, String name, ObjectNode errors) {
        if (errors.isEmpty()) answer.putNull(name);
        else answer.set(name, errors);
    }
}
