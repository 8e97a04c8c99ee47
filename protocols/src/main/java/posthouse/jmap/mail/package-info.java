// SPDX-License-Identifier: Apache-2.0
/** Emails and mailboxes as JMAP shows them: properties, filters, queries, building messages. */
@NullMarked
package posthouse.jmap.mail;

import org.jspecify.annotations.NullMarked;
