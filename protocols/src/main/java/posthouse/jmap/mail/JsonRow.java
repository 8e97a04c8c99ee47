// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import posthouse.jmap.syntax.Json;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/** A value of an account of which there is exactly one, kept as JSON behind an octet that names the format. */
final class JsonRow {
    private static final byte FORMAT = 1;

    private JsonRow() {}

    /** As kept; empty when it was never set. */
    static Optional<ObjectNode> read(View view, ValueKind kind) {
        return view.value(kind, 0).flatMap(JsonRow::decode);
    }

    private static Optional<ObjectNode> decode(byte[] content) {
        if (content.length < 2 || content[0] != FORMAT) return Optional.empty();
        return Json.parse(Arrays.copyOfRange(content, 1, content.length))
                .filter(node -> node instanceof ObjectNode)
                .map(node -> (ObjectNode) node);
    }

    static void write(Tx tx, ValueKind kind, ObjectNode json) {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        var content = new byte[text.length + 1];
        content[0] = FORMAT;
        System.arraycopy(text, 0, content, 1, text.length);
        tx.putValue(kind, 0, content);
    }
}
