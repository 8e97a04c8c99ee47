// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §2.3.8 lines, §4.5.2 transparency
package posthouse.smtp.syntax;

/**
 * Takes the octets after DATA apart: undoes dot-stuffing, finds the end, which is CR LF "." CR LF and nothing that looks like
 * it. A CR or LF that stands alone makes the message bad but never ends a line, so that two servers cannot disagree on where
 * a message ends. Works on any pieces; what it passes on are slices of what it was fed.
 */
public final class DataDecoder {
    /** Where the message's octets go. */
    @FunctionalInterface
    public interface Sink {
        void write(byte[] buffer, int offset, int length);
    }

    private enum State {
        LINE_START,
        MIDDLE,
        CR,
        DOT,
        DOT_CR,
        DONE
    }

    private State state = State.LINE_START;
    private long lines = 1;
    private long badLine;
    private String bad = "";

    /** Whether the end has come. */
    public boolean done() {
        return state == State.DONE;
    }

    /** "CR" or "LF" when one stood alone, else empty. */
    public String bare() {
        return bad;
    }

    /** The line of the first bare one, from 1. */
    public long bareLine() {
        return badLine;
    }

    /** Reads from {@code from} to {@code to} or to the end of the message; returns the index after the last octet read. */
    public int feed(byte[] in, int from, int to, Sink out) {
        int run = from;
        for (int i = from; i < to; i++) {
            byte b = in[i];
            switch (state) {
                case MIDDLE -> {
                    if (b == '\r') state = State.CR;
                    else if (b == '\n') bare("LF");
                }
                case LINE_START -> {
                    if (b == '.') {
                        if (i > run) out.write(in, run, i - run);
                        run = i + 1;
                        state = State.DOT;
                    } else middle(b);
                }
                case CR -> {
                    if (b == '\n') {
                        lines++;
                        state = State.LINE_START;
                    } else {
                        bare("CR");
                        if (b != '\r') state = State.MIDDLE;
                    }
                }
                case DOT -> {
                    if (b == '\r') state = State.DOT_CR;
                    else middle(b);
                }
                case DOT_CR -> {
                    if (b == '\n') {
                        state = State.DONE;
                        return i + 1;
                    }
                    bare("CR");
                    if (b == '\r') state = State.CR;
                    else state = State.MIDDLE;
                }
                case DONE -> {
                    return i;
                }
            }
        }
        // A CR that may belong to the end is held back; when it does not, the message is bad anyway.
        int held = state == State.DOT_CR && to > run ? 1 : 0;
        if (to - held > run) out.write(in, run, to - held - run);
        return to;
    }

    private void middle(byte b) {
        state = State.MIDDLE;
        if (b == '\r') state = State.CR;
        else if (b == '\n') bare("LF");
    }

    private void bare(String what) {
        if (bad.isEmpty()) {
            bad = what;
            badLine = lines;
        }
        if (what.equals("LF")) lines++;
    }
}
