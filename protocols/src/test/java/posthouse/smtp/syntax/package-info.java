// SPDX-License-Identifier: Apache-2.0
/** Tests of SMTP's syntax. */
@NullMarked
package posthouse.smtp.syntax;

import org.jspecify.annotations.NullMarked;
