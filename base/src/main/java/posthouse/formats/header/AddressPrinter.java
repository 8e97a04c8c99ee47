// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4, §2.2.3 folding · RFC 2047 §5 (3)
package posthouse.formats.header;

import java.util.List;
import posthouse.formats.AddressGroup;
import posthouse.formats.Domains;
import posthouse.formats.MailAddress;

/** Prints address lists, one address a line once a line is full. */
public final class AddressPrinter {
    private static final int WIDTH = 76;

    private AddressPrinter() {}

    public static String print(List<AddressGroup> groups) {
        Folder out = new Folder();
        boolean first = true;
        for (AddressGroup group : groups) {
            group.name().ifPresent(n -> out.word(phrase(n) + ":"));
            boolean firstMember = true;
            for (MailAddress a : group.addresses()) {
                boolean comma = group.name().isPresent() ? !firstMember : !first;
                if (comma) out.glue(",");
                mailbox(a, out);
                firstMember = false;
                first = false;
            }
            if (group.name().isPresent()) out.glue(";");
            first = false;
        }
        return out.toString();
    }

    private static void mailbox(MailAddress a, Folder out) {
        String email = email(a.email());
        if (a.name().filter(n -> !n.isBlank()).isEmpty()) {
            out.word(email);
            return;
        }
        for (String word : phrase(a.name().get()).split("\r\n | ", -1)) out.word(word);
        out.word("<" + email + ">");
    }

    /** An ASCII local part travels with an ASCII domain; a UTF-8 one needs SMTPUTF8 anyway. */
    private static String email(String email) {
        int at = email.lastIndexOf('@');
        if (at <= 0 || email.chars().limit(at).anyMatch(c -> c > 127)) return email;
        return email.substring(0, at) + "@"
                + Domains.toAscii(email.substring(at + 1)).orElse(email.substring(at + 1));
    }

    static String phrase(String name) {
        boolean atoms = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 126 || c < ' ') return EncodedWordWriter.encode(name, 20);
            if (c != ' ' && "()<>[]:;@\\,.\"".indexOf(c) >= 0) atoms = false;
        }
        if (name.contains("=?")) return EncodedWordWriter.encode(name, 20);
        if (atoms && !name.startsWith(" ") && !name.endsWith(" ") && !name.contains("  ") && !name.isEmpty())
            return name;
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static final class Folder {
        private final StringBuilder out = new StringBuilder();
        private int column = 20;

        void word(String word) {
            if (!out.isEmpty()) {
                if (column + 1 + word.length() > WIDTH) {
                    out.append("\r\n ");
                    column = 1;
                } else {
                    out.append(' ');
                    column++;
                }
            }
            out.append(word);
            column += word.length();
        }

        void glue(String s) {
            out.append(s);
            column += s.length();
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
