// SPDX-License-Identifier: Apache-2.0
/** One SMTP or LMTP conversation: its state, its replies, the octets of a message. */
@NullMarked
package posthouse.smtp.session;

import org.jspecify.annotations.NullMarked;
