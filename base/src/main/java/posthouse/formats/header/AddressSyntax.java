// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4, §4.4 address-list · RFC 8621 §4.1.2.3, §4.1.2.4
package posthouse.formats.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.formats.AddressGroup;
import posthouse.formats.MailAddress;

/** Reads address lists in one pass; malformed input gives what can be read of it, never an exception. */
public final class AddressSyntax {
    /** More addresses than this are not read. */
    public static final int MOST = 100_000;

    private final String s;
    private int at;
    private final List<AddressGroup> groups = new ArrayList<>();
    private List<MailAddress> members = new ArrayList<>();
    private Optional<String> groupName = Optional.empty();
    private int count;

    // the mailbox being read
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder bare = new StringBuilder();
    private boolean blankBefore;
    private boolean quotedSeen;
    private boolean strayQuote;
    private String angle = "";
    private boolean angleSeen;
    private String comment = "";

    private AddressSyntax(String s) {
        this.s = s;
    }

    public static List<AddressGroup> parse(String raw) {
        AddressSyntax p = new AddressSyntax(EncodedWords.unfold(raw));
        p.run();
        return List.copyOf(p.groups);
    }

    private void run() {
        while (at < s.length() && count < MOST) {
            char c = s.charAt(at);
            switch (c) {
                case '(' -> comment();
                case '"' -> {
                    if (strayQuote) at++;
                    else quoted();
                }
                case '<' -> angle();
                case ',' -> {
                    endMailbox();
                    at++;
                }
                case ':' -> colon();
                case ';' -> {
                    endMailbox();
                    endGroup(groupName.isPresent());
                    at++;
                }
                case '[' -> domainLiteral();
                default -> plain(c);
            }
        }
        endMailbox();
        endGroup(groupName.isPresent());
    }

    private void plain(char c) {
        if (c <= ' ') blankBefore = true;
        else if (c != '>') {
            if (c == '=' && s.startsWith("=?", at) && encodedWord()) return;
            put(String.valueOf(c), c);
        }
        at++;
    }

    private void put(String text, char c) {
        if (blankBefore && !phrase.isEmpty()) phrase.append(' ');
        phrase.append(text);
        // "joe @ example . org": blanks around @ and . do not count in an address
        bare.append(blankBefore && !bare.isEmpty() && c != '@' && c != '.' && !endsInJoint() ? " " : "")
                .append(text);
        blankBefore = false;
    }

    private boolean endsInJoint() {
        char last = bare.charAt(bare.length() - 1);
        return last == '@' || last == '.';
    }

    /** An encoded word may hold a comma or a bracket when a mailer did not encode it: taken whole. */
    private boolean encodedWord() {
        int limit = Math.min(s.length(), at + 1_000);
        int q1 = s.indexOf('?', at + 2, limit);
        if (q1 < 0 || q1 + 3 >= limit || s.charAt(q1 + 2) != '?') return false;
        int end = s.indexOf("?=", q1 + 3, limit);
        if (end < 0) return false;
        put(s.substring(at, end + 2), '?');
        at = end + 2;
        return true;
    }

    private void comment() {
        int depth = 0;
        StringBuilder text = new StringBuilder();
        for (; at < s.length(); at++) {
            char c = s.charAt(at);
            if (c == '\\' && at + 1 < s.length()) {
                text.append(s.charAt(++at));
                continue;
            }
            if (c == '(' && depth++ == 0) continue;
            if (c == ')' && --depth == 0) break;
            text.append(c);
        }
        at++;
        if (comment.isEmpty()) comment = text.toString().strip();
        blankBefore = true;
    }

    private void quoted() {
        StringBuilder text = new StringBuilder();
        int from = at++;
        while (at < s.length() && s.charAt(at) != '"') {
            if (s.charAt(at) == '\\' && at + 1 < s.length()) at++;
            text.append(s.charAt(at++));
        }
        if (at >= s.length()) {
            // no closing quote: the mark was a stray one
            at = from + 1;
            strayQuote = true;
            return;
        }
        at++;
        quotedSeen = true;
        if (blankBefore && !phrase.isEmpty()) phrase.append(' ');
        phrase.append(text);
        bare.append(s, from, at);
        blankBefore = false;
    }

    private void angle() {
        StringBuilder text = new StringBuilder();
        at++;
        boolean quote = false;
        boolean route = at < s.length() && s.charAt(at) == '@';
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == '"') quote = !quote;
            if (c == ':') route = false;
            if (!quote && (c == '>' || c == ',' && !route)) break;
            if (quote && c == '\\' && at + 1 < s.length()) text.append(c).append(s.charAt(++at));
            else if (c > ' ' || quote) text.append(c);
            at++;
        }
        if (at < s.length() && s.charAt(at) == '>') at++;
        // "<@relay1,@relay2:user@host>": the route is obsolete
        int colon = text.length() > 0 && text.charAt(0) == '@' ? text.indexOf(":") : -1;
        String found = colon > 0 ? text.substring(colon + 1) : text.toString();
        int inner = found.lastIndexOf('<');
        if (inner >= 0) found = found.substring(inner + 1);
        if (!angleSeen || angle.isEmpty()) angle = found;
        angleSeen = true;
        blankBefore = true;
    }

    private void domainLiteral() {
        int end = s.indexOf(']', at, Math.min(s.length(), at + 256));
        if (end < 0 || bare.length() > 400 || bare.indexOf("@") < 0) {
            plain(s.charAt(at));
            return;
        }
        put(s.substring(at, end + 1), '@');
        at = end + 1;
    }

    private void colon() {
        if (groupName.isEmpty() && !angleSeen && bare.indexOf("@") < 0 && !phrase.isEmpty()) {
            String name = EncodedWords.text(phrase.toString());
            clear();
            endGroup(false);
            groupName = Optional.of(name);
            at++;
        } else {
            plain(':');
        }
    }

    private void endMailbox() {
        String name = EncodedWords.text(phrase.toString());
        if (angleSeen) {
            String shown = name.isEmpty() ? EncodedWords.text(comment) : name;
            if (!angle.isEmpty() || !shown.isEmpty()) add(shown, angle.isEmpty() ? "" : angle);
        } else if (!bare.isEmpty()) {
            bareMailbox(name);
        }
        clear();
    }

    private void bareMailbox(String name) {
        String text = bare.toString().strip();
        int blank = text.lastIndexOf(' ');
        if (quotedSeen && text.indexOf('@') < 0) add(name, "");
        else if (blank > text.lastIndexOf('"')
                && blank > 0
                && text.indexOf('@', blank) > 0
                && text.indexOf('@') > blank) {
            // "Joe Doe joe@example.org": brackets forgotten
            add(EncodedWords.text(text.substring(0, blank)).replace("\"", ""), text.substring(blank + 1));
        } else add(EncodedWords.text(comment), EncodedWords.decode(text));
    }

    private void add(String name, String email) {
        count++;
        members.add(new MailAddress(name.isEmpty() ? Optional.empty() : Optional.of(name), email));
    }

    private void endGroup(boolean named) {
        if (named || !members.isEmpty()) groups.add(new AddressGroup(named ? groupName : Optional.empty(), members));
        if (named) groupName = Optional.empty();
        members = new ArrayList<>();
    }

    private void clear() {
        phrase.setLength(0);
        bare.setLength(0);
        blankBefore = false;
        quotedSeen = false;
        angle = "";
        angleSeen = false;
        comment = "";
    }
}
