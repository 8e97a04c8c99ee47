// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §2.3.8 lines
package posthouse.smtp.syntax;

/**
 * Looks for a CR or LF that stands alone in octets that come in pieces, cut anywhere. It judges a message that comes in chunks
 * as {@link DataDecoder} judges one that comes after DATA.
 */
public final class LineEnds {
    private boolean afterCr;
    private boolean midLine;
    private long lines = 1;
    private long badLine;
    private String bad = "";

    /** Reads the next piece. */
    public void feed(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (b == '\n') {
                if (!afterCr) bare("LF");
                lines++;
            } else if (afterCr) {
                bare("CR");
            }
            afterCr = b == '\r';
            midLine = b != '\n';
        }
    }

    /** Nothing more comes: a CR at the very end stands alone too. */
    public void end() {
        if (afterCr) bare("CR");
        afterCr = false;
    }

    /** Whether the last line lacks its end. */
    public boolean midLine() {
        return midLine;
    }

    /** "CR" or "LF" when one stood alone, else empty. */
    public String bare() {
        return bad;
    }

    /** The line of the first bare one, from 1. */
    public long bareLine() {
        return badLine;
    }

    private void bare(String what) {
        if (!bad.isEmpty()) return;
        bad = what;
        badLine = lines;
    }
}
