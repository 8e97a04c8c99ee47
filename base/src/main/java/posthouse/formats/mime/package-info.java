// SPDX-License-Identifier: Apache-2.0

/** Reads the MIME structure of a message in one pass. Inside of the formats room. */
@NullMarked
package posthouse.formats.mime;

import org.jspecify.annotations.NullMarked;
