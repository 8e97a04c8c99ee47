// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

/** A header field to be written, in the form in which it was given. */
public record OutgoingHeader(String name, HeaderValue value) {
    public static OutgoingHeader text(String name, String text) {
        return new OutgoingHeader(name, new HeaderValue.Text(text));
    }
}
