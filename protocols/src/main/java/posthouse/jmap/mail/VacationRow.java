// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §8
package posthouse.jmap.mail;

import java.util.List;
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

    private VacationRow() {}

    /** As kept, without its id; everything is null, and not enabled, as long as nothing was set. */
    public static ObjectNode read(View view) {
        ObjectNode json = Json.object();
        for (String property : PROPERTIES) if (!property.equals("id")) json.putNull(property);
        json.put("isEnabled", false);
        JsonRow.read(view, ValueKind.VACATION).ifPresent(json::setAll);
        return json;
    }

    public static void write(Tx tx, ObjectNode json) {
        JsonRow.write(tx, ValueKind.VACATION, json);
    }
}
