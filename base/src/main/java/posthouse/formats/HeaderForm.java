// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.2 header field forms
package posthouse.formats;

/** The forms in which a header field can be asked for or given. */
public enum HeaderForm {
    RAW,
    TEXT,
    ADDRESSES,
    GROUPED_ADDRESSES,
    MESSAGE_IDS,
    DATE,
    URLS
}
