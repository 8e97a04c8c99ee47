// SPDX-License-Identifier: Apache-2.0
// RFC 7493 (I-JSON), RFC 8620 §1.5
package posthouse.jmap.syntax;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads I-JSON strictly and makes and writes JSON. */
public final class Json {
    private static final int DEPTH = 64;
    private static final int NAME = 16_384;
    private static final int STRING = 20_000_000;
    private static final long TOKENS = 2_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNameLength(NAME)
                            .maxStringLength(STRING)
                            .maxTokenCount(TOKENS)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    /** The value, or empty when the bytes are not I-JSON: no UTF-8, or what {@link #parse(String)} refuses. */
    public static Optional<JsonNode> parse(byte[] bytes) {
        try {
            // The parser would guess other encodings and let overlong forms through.
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The value, or empty when the text is not I-JSON (malformed, a member twice, half a surrogate pair, a number beyond a double, too deep). */
    public static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() || !wellFormed(node) ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean wellFormed(JsonNode node) {
        if (node.isString()) return wellFormed(node.stringValue());
        // RFC 7493 §2.2: what no double can hold would come back as another value.
        if (node.isDouble()) return Double.isFinite(node.doubleValue());
        if (node instanceof ObjectNode object) {
            for (var property : object.properties())
                if (!wellFormed(property.getKey()) || !wellFormed(property.getValue())) return false;
        } else {
            for (JsonNode child : node) if (!wellFormed(child)) return false;
        }
        return true;
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
                return false;
            i++;
        }
        return true;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Writes and does not close. */
    public static void write(JsonNode node, OutputStream out) {
        try (var json = MAPPER.createGenerator(new Unclosed(out))) {
            MAPPER.writeTree(json, node);
        }
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }
}
