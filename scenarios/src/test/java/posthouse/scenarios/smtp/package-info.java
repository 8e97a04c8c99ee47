// SPDX-License-Identifier: Apache-2.0
/** SMTP, LMTP and delivery on the embedded store, spoken to over their ports. */
@NullMarked
package posthouse.scenarios.smtp;

import org.jspecify.annotations.NullMarked;
