// SPDX-License-Identifier: Apache-2.0
/**
 * Load drivers and checkers that speak a protocol to any server: SMTP, LMTP, JMAP. They use none of the product's code, so
 * that what they find cannot be hidden by a fault that both sides share.
 */
@NullMarked
package posthouse.bench;

import org.jspecify.annotations.NullMarked;
