// SPDX-License-Identifier: Apache-2.0
/** Parses and prints SMTP: knows neither socket nor store. */
@NullMarked
package posthouse.smtp.syntax;

import org.jspecify.annotations.NullMarked;
