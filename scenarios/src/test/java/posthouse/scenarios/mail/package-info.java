// SPDX-License-Identifier: Apache-2.0
/** Real mail, torture mail and very large mail through the whole server. */
@NullMarked
package posthouse.scenarios.mail;

import org.jspecify.annotations.NullMarked;
