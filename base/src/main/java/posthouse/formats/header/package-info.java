// SPDX-License-Identifier: Apache-2.0

/** Syntax of header fields: encoded words, addresses, dates, parameters. Inside of the formats room. */
@NullMarked
package posthouse.formats.header;

import org.jspecify.annotations.NullMarked;
