// SPDX-License-Identifier: Apache-2.0

/**
 * Our types over the format libraries: messages (RFC 5322, MIME), addresses, header forms, text folding for search.
 * Pure functions over bytes; nothing here knows sockets, accounts or time. Callers import this package only.
 */
@NullMarked
package posthouse.formats;

import org.jspecify.annotations.NullMarked;
