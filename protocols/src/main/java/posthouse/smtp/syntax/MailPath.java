// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.2 · RFC 6531 §3.3
package posthouse.smtp.syntax;

/**
 * The path of MAIL or RCPT and the parameters after it.
 *
 * @param address "local@domain", the local part quoted where it was; empty for the null path; "postmaster" may stand alone
 * @param parameters what follows the path
 */
public record MailPath(String address, Parameters parameters) {

    /** The outcome of reading one. */
    public sealed interface Parsed {
        record Read(MailPath path) implements Parsed {}

        /** There is no such keyword ("FROM:", "TO:") or no path. */
        record NoPath() implements Parsed {}

        /** A path that is no address; {@code text} is what stood there. */
        record BadAddress(String text) implements Parsed {}

        /** Letters beyond ASCII without SMTPUTF8. */
        record NeedsUtf8(String text) implements Parsed {}

        record BadParameters(String text) implements Parsed {}
    }

    private static final int LONGEST = 320;

    /**
     * Reads what follows MAIL or RCPT.
     *
     * @param keyword "FROM:" or "TO:"
     * @param utf8 whether SMTPUTF8 holds already; it does too when it is among the parameters
     */
    public static Parsed parse(String text, String keyword, boolean utf8) {
        if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) return new Parsed.NoPath();
        String rest = text.substring(keyword.length()).strip();
        if (rest.isEmpty()) return new Parsed.NoPath();
        int end = endOfPath(rest);
        if (end < 0) return new Parsed.BadAddress(rest);
        var parameters = Parameters.parse(rest.substring(end));
        if (parameters.isEmpty())
            return new Parsed.BadParameters(rest.substring(end).strip());
        String path = rest.substring(0, end);
        if (path.startsWith("<")) path = path.substring(1, path.length() - 1).strip();
        if (path.isEmpty()) return new Parsed.Read(new MailPath("", parameters.get()));
        // A source route is accepted and ignored (RFC 5321 §4.1.1.3, appendix C).
        if (path.startsWith("@") && path.indexOf(':') > 0) path = path.substring(path.indexOf(':') + 1);
        if (!isAddress(path)) return new Parsed.BadAddress(path);
        boolean beyond = path.chars().anyMatch(c -> c > 127);
        if (beyond && !utf8 && !parameters.get().has("SMTPUTF8")) return new Parsed.NeedsUtf8(path);
        return new Parsed.Read(new MailPath(path, parameters.get()));
    }

    /** The index after the path: after '>' outside quotes, or at the first blank of a path without brackets. */
    private static int endOfPath(String text) {
        boolean brackets = text.charAt(0) == '<';
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && brackets && c == '>') {
                boolean alone = i + 1 == text.length() || text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '\t';
                return alone ? i + 1 : -1;
            } else if (!quoted && !brackets && (c == ' ' || c == '\t')) return i;
        }
        return brackets || quoted ? -1 : text.length();
    }

    /** Mailbox of RFC 5321 §4.1.2; dots may stand anywhere in the local part, as they do in the world. */
    static boolean isAddress(String text) {
        if (text.length() > LONGEST) return false;
        if (text.equalsIgnoreCase("postmaster")) return true;
        int at;
        if (text.startsWith("\"")) {
            at = endOfQuoted(text);
            if (at < 0) return false;
        } else {
            at = text.indexOf('@');
            if (at < 1) return false;
            for (int i = 0; i < at; i++) if (!isAtomText(text.charAt(i)) && text.charAt(i) != '.') return false;
        }
        return at < text.length() && text.charAt(at) == '@' && isDomain(text.substring(at + 1));
    }

    private static int endOfQuoted(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) return -1;
            if (c == '\\') {
                i++;
                if (i < text.length() && isControl(text.charAt(i))) return -1;
            } else if (c == '"') return i == 1 ? -1 : i + 1;
        }
        return -1;
    }

    /** qtextSMTP and quoted-pairSMTP begin at a blank (RFC 5321 §4.1.2); beyond ASCII, what ends a line is none of an address either. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static boolean isAtomText(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0
                || (c > 127 && !isControl(c));
    }

    private static boolean isDomain(String text) {
        if (text.isEmpty() || text.length() > 255) return false;
        if (text.startsWith("[")) return isLiteral(text);
        boolean letter = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean usual = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || (c > 127 && !isControl(c));
            if (!usual && c != '.') return false;
            letter |= usual;
        }
        return letter && !text.contains("..") && !text.startsWith(".");
    }

    private static boolean isLiteral(String text) {
        if (!text.endsWith("]") || text.length() < 3) return false;
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            boolean usual = (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '.'
                    || c == ':'
                    || c == '-';
            if (!usual) return false;
        }
        return true;
    }
}
