// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

/** What a line reader found. Only CR LF ends a line; everything else is told apart, never guessed. */
public sealed interface Line {
    /** A whole line, without its CR LF. */
    record Text(byte[] bytes) implements Line {}

    /** A line longer than the limit (bytes, without CR LF); all of it was dropped. */
    record TooLong(int limit) implements Line {}

    /** As before, and so much of it came without an end that nobody reads on: the connection must end. */
    record Endless(int limit) implements Line {}

    /** A line with a CR or LF standing alone; {@code what} is "CR" or "LF". Dropped up to the LF. */
    record Bare(String what) implements Line {}

    /** The peer closed the connection. */
    record End() implements Line {}
}
