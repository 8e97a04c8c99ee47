// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.4 EmailBodyValue
package posthouse.formats;

/**
 * The text of a body part.
 *
 * @param value line ends are LF
 * @param isEncodingProblem the character set or transfer encoding was unknown or did not fit
 * @param isTruncated there is more text than was asked for
 */
public record BodyValue(String value, boolean isEncodingProblem, boolean isTruncated) {}
