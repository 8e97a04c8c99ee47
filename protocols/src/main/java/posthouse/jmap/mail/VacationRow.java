// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §8
package posthouse.jmap.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import posthouse.jmap.syntax.Json;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** What a person wrote to be answered while they are away. It is kept only: no part of the server answers with it yet. */
public final class VacationRow {
    public static final String ID = "singleton";

    /** Octets at most. */
    public static final int MOST = 60_000;

    public static final List<String> PROPERTIES =
            List.of("id", "isEnabled", "fromDate", "toDate", "subject", "textBody", "htmlBody");

    private static final byte FORMAT = 1;

    private VacationRow() {}

    /** As kept, without its id; everything is null, and not enabled, as long as nothing was set. */
    public static ObjectNode read(View view) {
        ObjectNode json = Json.object();
        for (String property : PROPERTIES) if (!property.equals("id")) json.putNull(property);
        json.put("isEnabled", false);
        view.value(ValueKind.VACATION, 0).flatMap(VacationRow::decode).ifPresent(json::setAll);
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
        tx.putValue(ValueKind.VACATION, 0, content);
    }
}
