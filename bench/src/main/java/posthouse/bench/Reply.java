// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

/** One SMTP or LMTP reply; {@code text} is its last line. */
record Reply(int code, String text) {
    boolean positive() {
        return code >= 200 && code < 400;
    }
}
