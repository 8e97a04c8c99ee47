// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

/**
 * The folded text of a message by field ({@link TextFolding}): what searches scan and a later index is rebuilt from.
 *
 * @param to recipients of To, Cc and Bcc
 * @param attachments file names
 * @param cut true when the body is longer than the 256 KiB that are kept
 */
public record SearchText(String subject, String from, String to, String body, String attachments, boolean cut) {
    public static final SearchText EMPTY = new SearchText("", "", "", "", "", false);
}
