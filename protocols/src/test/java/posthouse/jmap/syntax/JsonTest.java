// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{} {}",
                "[1,]",
                "{'a':1}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\":1}",
                "NaN",
                "// comment\n1",
                "01"
            })
    void whatIsNoInternetJsonIsRefused(String text) {
        assertTrue(Json.parse(text.getBytes(StandardCharsets.UTF_8)).isEmpty(), text);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertTrue(Json.parse(new byte[] {'"', (byte) 0xc0, (byte) 0xae, '"'}).isEmpty());
    }

    @Test
    void aPairOfSurrogatesIsACharacter() {
        assertEquals(
                "\"😀\"",
                Json.parse("\"\\ud83d\\ude00\"".getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .toString());
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(65) + "]".repeat(65);
        String allowed = "[".repeat(60) + "]".repeat(60);
        assertTrue(Json.parse(deep.getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertTrue(Json.parse(allowed.getBytes(StandardCharsets.UTF_8)).isPresent());
    }
}
