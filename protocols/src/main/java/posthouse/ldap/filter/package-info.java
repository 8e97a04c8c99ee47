// SPDX-License-Identifier: Apache-2.0
/** Filters made ready for evaluation, with their three truth values (RFC 4511 §4.5.1.7). */
@NullMarked
package posthouse.ldap.filter;

import org.jspecify.annotations.NullMarked;
