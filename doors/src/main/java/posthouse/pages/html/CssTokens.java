// SPDX-License-Identifier: Apache-2.0
// CSS Syntax Module Level 3 §4.3
package posthouse.pages.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import posthouse.pages.html.CssToken.Type;

/** Cuts style text into tokens as browsers do, so that no escape or comment hides a word. */
final class CssTokens {
    /** More are not read. */
    private static final int MOST = 120_000;

    private final String s;
    private int at;
    private final List<CssToken> out = new ArrayList<>();

    private CssTokens(String s) {
        this.s = s;
    }

    static List<CssToken> of(String css) {
        CssTokens t = new CssTokens(css.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\f', '\n')
                .replace('\0', '\uFFFD'));
        while (t.at < t.s.length() && t.out.size() < MOST) t.next();
        return t.out;
    }

    private void next() {
        char c = s.charAt(at);
        if (s.startsWith("/*", at)) {
            int end = s.indexOf("*/", at + 2);
            at = end < 0 ? s.length() : end + 2;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            while (at < s.length() && " \t\n".indexOf(s.charAt(at)) >= 0) at++;
            add(Type.SPACE, " ");
        } else if (c == '"' || c == '\'') string(c);
        else if (c == '#' && at + 1 < s.length() && (name(s.charAt(at + 1)) || escape(at + 1))) {
            at++;
            add(Type.HASH, word());
        } else if (c == '@' && at + 1 < s.length() && startsName(at + 1)) {
            at++;
            add(Type.AT, word().toLowerCase(Locale.ROOT));
        } else if (startsNumber(at)) number();
        else if (s.startsWith("<!--", at)) at += 4;
        else if (s.startsWith("-->", at)) at += 3;
        else if (startsName(at)) identifier();
        else {
            at++;
            switch (c) {
                case ':' -> add(Type.COLON, ":");
                case ';' -> add(Type.SEMICOLON, ";");
                case ',' -> add(Type.COMMA, ",");
                case '(', '[', '{' -> add(Type.OPEN, String.valueOf(c));
                case ')', ']', '}' -> add(Type.CLOSE, String.valueOf(c));
                default -> add(Type.DELIM, String.valueOf(c));
            }
        }
    }

    private void add(Type type, String text) {
        out.add(new CssToken(type, text));
    }

    private void identifier() {
        String word = word();
        if (at >= s.length() || s.charAt(at) != '(') {
            add(Type.IDENT, word);
            return;
        }
        at++;
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("url")) {
            int i = at;
            while (i < s.length() && " \t\n".indexOf(s.charAt(i)) >= 0) i++;
            if (i < s.length() && (s.charAt(i) == '"' || s.charAt(i) == '\'')) quotedUrl(i);
            else bareUrl(i);
        } else add(Type.FUNCTION, lower);
    }

    private void quotedUrl(int from) {
        at = from;
        int before = out.size();
        string(s.charAt(at));
        CssToken text = out.remove(before);
        while (at < s.length() && " \t\n".indexOf(s.charAt(at)) >= 0) at++;
        boolean closed = at < s.length() && s.charAt(at) == ')';
        if (closed) at++;
        add(text.is(Type.STRING) && closed ? Type.URL : Type.BAD, text.text());
    }

    private void bareUrl(int from) {
        at = from;
        StringBuilder url = new StringBuilder();
        boolean bad = false;
        while (at < s.length() && s.charAt(at) != ')') {
            if (escape(at)) url.append(unescape());
            else {
                char c = s.charAt(at++);
                bad |= c == '"' || c == '\'' || c == '(' || c == '\\';
                url.append(c);
            }
        }
        // not closed: browsers close it at the end, and load it
        at++;
        add(bad ? Type.BAD : Type.URL, url.toString().strip());
    }

    private void string(char quote) {
        at++;
        StringBuilder text = new StringBuilder();
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == quote) {
                at++;
                add(Type.STRING, text.toString());
                return;
            }
            if (c == '\n') {
                add(Type.BAD, text.toString());
                return;
            }
            if (c == '\\' && at + 1 < s.length() && s.charAt(at + 1) == '\n') at += 2;
            else if (escape(at)) text.append(unescape());
            else {
                text.append(c);
                at++;
            }
        }
        add(Type.STRING, text.toString());
    }

    private void number() {
        int from = at;
        if ("+-".indexOf(s.charAt(at)) >= 0) at++;
        digits();
        if (at + 1 < s.length() && s.charAt(at) == '.' && Character.isDigit(s.charAt(at + 1))) {
            at++;
            digits();
        }
        StringBuilder text = new StringBuilder(s.substring(from, at));
        if (at < s.length() && s.charAt(at) == '%') {
            at++;
            text.append('%');
        } else if (startsName(at)) text.append(word());
        add(Type.NUMBER, text.toString());
    }

    private void digits() {
        while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') at++;
    }

    private boolean startsNumber(int i) {
        int k = i;
        if (k < s.length() && "+-".indexOf(s.charAt(k)) >= 0) k++;
        if (k < s.length() && s.charAt(k) == '.') k++;
        return k < s.length() && s.charAt(k) >= '0' && s.charAt(k) <= '9';
    }

    private boolean startsName(int i) {
        if (i >= s.length()) return false;
        char c = s.charAt(i);
        if (c == '-') return i + 1 < s.length() && (s.charAt(i + 1) == '-' || letter(s.charAt(i + 1)) || escape(i + 1));
        return letter(c) || escape(i);
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127;
    }

    private static boolean name(char c) {
        return letter(c) || c >= '0' && c <= '9' || c == '-';
    }

    private boolean escape(int i) {
        return i + 1 < s.length() && s.charAt(i) == '\\' && s.charAt(i + 1) != '\n';
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < s.length()) {
            if (name(s.charAt(at))) word.append(s.charAt(at++));
            else if (escape(at)) word.append(unescape());
            else break;
        }
        return word.toString();
    }

    private String unescape() {
        at++;
        int from = at;
        while (at < s.length() && at - from < 6 && Character.digit(s.charAt(at), 16) >= 0 && s.charAt(at) < 128) at++;
        if (at == from) {
            int c = s.codePointAt(at);
            at += Character.charCount(c);
            return Character.toString(c);
        }
        int c = Integer.parseInt(s.substring(from, at), 16);
        if (at < s.length() && " \t\n".indexOf(s.charAt(at)) >= 0) at++;
        return c == 0 || c > 0x10FFFF || c >= 0xD800 && c <= 0xDFFF ? "\uFFFD" : Character.toString(c);
    }
}
