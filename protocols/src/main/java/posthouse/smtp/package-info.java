// SPDX-License-Identifier: Apache-2.0
/** SMTP for incoming mail and LMTP: syntax, sessions, one file a command, and the one switch from failures to replies. */
@NullMarked
package posthouse.smtp;

import org.jspecify.annotations.NullMarked;
