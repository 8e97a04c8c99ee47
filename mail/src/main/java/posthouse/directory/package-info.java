// SPDX-License-Identifier: Apache-2.0
/** Organisations, domains, people, aliases, credentials, sessions and switches; who an address is, and whether a password is right. */
@NullMarked
package posthouse.directory;

import org.jspecify.annotations.NullMarked;
