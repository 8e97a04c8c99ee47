// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1.6.1 (a vendor type)
package posthouse.jmap.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import posthouse.jmap.syntax.Json;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** A person's preferences: one small object, open to members that this version does not know. */
public final class PreferencesRow {
    public static final String ID = "singleton";
    public static final int MOST = 16 * 1024;

    private static final byte FORMAT = 1;

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
        view.value(ValueKind.PREFERENCES, 0).flatMap(PreferencesRow::decode).ifPresent(json::setAll);
        return json;
    }

    private static Optional<ObjectNode> decode(byte[] content) {
        if (content.length < 2 || content[0] != FORMAT) return Optional.empty();
        return Json.parse(Arrays.copyOfRange(content, 1, content.length))
                .filter(node -> node instanceof ObjectNode)
                .map(node -> (ObjectNode) node);
    }

    public static void write(Tx tx, ObjectNode json) {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        var content = new byte[text.length + 1];
        content[0] = FORMAT;
        System.arraycopy(text, 0, content, 1, text.length);
        tx.putValue(ValueKind.PREFERENCES, 0, content);
    }
}
