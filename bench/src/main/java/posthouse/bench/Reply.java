// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

/** One SMTP or LMTP reply; {@code text} is its last line. */
public record Reply(int code, String text) {
    public boolean positive() {
        return code >= 200 && code < 400;
    }
}
