// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1.6.1 (a vendor type)
package posthouse.jmap.mail;

import posthouse.jmap.syntax.Json;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** A person's preferences: one small object, open to members that this version does not know. */
public final class PreferencesRow {
    public static final String ID = "singleton";
    public static final int MOST = 16 * 1024;

    private PreferencesRow() {}

    private static ObjectNode defaults() {
        ObjectNode json = Json.object();
        json.put("theme", "system");
        json.put("density", "standard");
        json.put("pane", "right");
        json.put("conversations", true);
        json.putArray("imagesFrom");
        json.put("shortcuts", true);
        json.put("listWidth", 424);
        json.putObject("keys");
        return json;
    }

    /** The preferences as kept, with defaults for what was never set. */
    public static ObjectNode read(View view) {
        ObjectNode json = defaults();
        JsonRow.read(view, ValueKind.PREFERENCES).ifPresent(json::setAll);
        return json;
    }

    public static void write(Tx tx, ObjectNode json) {
        JsonRow.write(tx, ValueKind.PREFERENCES, json);
    }
}
