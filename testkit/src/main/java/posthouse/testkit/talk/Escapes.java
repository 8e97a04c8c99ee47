// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.talk;

import java.util.ArrayList;
import java.util.List;

/** Escapes of scripts (\r \n \t \0 \\ and \xHH), patterns, and octets shown in one line. */
final class Escapes {
    private Escapes() {}

    static String read(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char e = text.charAt(++i);
            switch (e) {
                case 'r' -> out.append('\r');
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '0' -> out.append('\0');
                case 'x' -> {
                    out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> out.append(e);
            }
        }
        return out.toString();
    }

    static String shown(String text) {
        String clear = text.length() > 400 ? text.substring(0, 400) + "… (" + text.length() + ")" : text;
        return clear.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }

    /** Whether the whole text matches; {@code *} stands for anything. */
    static boolean matches(String pattern, String text) {
        List<String> parts = new ArrayList<>(List.of(pattern.split("\\*", -1)));
        if (parts.size() == 1) return pattern.equals(text);
        String first = parts.removeFirst();
        String last = parts.removeLast();
        if (!text.startsWith(first)) return false;
        int at = first.length();
        for (String part : parts) {
            int found = text.indexOf(part, at);
            if (found < 0) return false;
            at = found + part.length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
