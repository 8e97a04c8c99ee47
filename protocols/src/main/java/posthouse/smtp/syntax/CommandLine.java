// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1, §4.5.3.1.4
package posthouse.smtp.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A command as it came: its verb in upper case and what follows, without surrounding blanks.
 *
 * @param verb letters only; empty when the line begins with none
 */
public record CommandLine(String verb, String arguments) {
    /** Reads a line without its CR LF; empty when it is not UTF-8 or has control characters. */
    public static Optional<CommandLine> parse(byte[] line) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) return Optional.empty();
        }
        int end = 0;
        while (end < text.length() && isLetter(text.charAt(end))) end++;
        if (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t')
            return Optional.of(new CommandLine("", text));
        return Optional.of(new CommandLine(
                text.substring(0, end).toUpperCase(Locale.ROOT),
                text.substring(end).strip()));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
