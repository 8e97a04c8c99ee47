// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6.7 quoted-printable
package posthouse.formats.text;

/** Undoes quoted-printable octet by octet; what is malformed passes through, blanks at a line's end vanish. */
public final class QuotedPrintableDecoder {
    /** Most octets that one step hands on. */
    public static final int MOST_A_STEP = 1_100;

    private static final int MOST_HELD = 1_000;

    /** Receives decoded octets. */
    @FunctionalInterface
    public interface Sink {
        void octet(int c);
    }

    private final Sink sink;
    // "" | blanks [CR] | "=" [blanks] [CR] | "=X"
    private final StringBuilder held = new StringBuilder();

    public QuotedPrintableDecoder(Sink sink) {
        this.sink = sink;
    }

    public void octet(int c) {
        if (held.isEmpty() || held.charAt(0) != '=') plain(c);
        else escape(c);
    }

    /** The input has ended: an escape that was cut off is handed on, blanks are not. */
    public void finish() {
        if (held.length() > 1 && held.charAt(0) == '=' && held.charAt(1) > ' ') flush();
        held.setLength(0);
    }

    private void escape(int c) {
        boolean digit = c < 128 && Character.digit(c, 16) >= 0;
        boolean half = held.length() == 2 && held.charAt(1) > ' ';
        if (half && digit) {
            sink.octet(Character.digit(held.charAt(1), 16) << 4 | Character.digit(c, 16));
            held.setLength(0);
        } else if (held.length() == 1 && digit) {
            held.append((char) c);
        } else if (!half && c == '\n') {
            held.setLength(0);
        } else if (!half && (c == ' ' || c == '\t' || c == '\r') && held.length() < MOST_HELD) {
            held.append((char) c);
        } else {
            flush();
            plain(c);
        }
    }

    private void plain(int c) {
        if (c == '=') {
            flush();
            held.append('=');
        } else if (c == '\n') {
            boolean cr = !held.isEmpty() && held.charAt(held.length() - 1) == '\r';
            held.setLength(0);
            if (cr) sink.octet('\r');
            sink.octet('\n');
        } else if (c == ' ' || c == '\t' || c == '\r') {
            if (held.length() >= MOST_HELD) flush();
            held.append((char) c);
        } else {
            flush();
            sink.octet(c);
        }
    }

    private void flush() {
        for (int i = 0; i < held.length(); i++) sink.octet(held.charAt(i));
        held.setLength(0);
    }
}
