// SPDX-License-Identifier: Apache-2.0
/** JMAP (RFC 8620, 8621, 8887): method table, types, back-references, push, upload and download, over the store. */
@NullMarked
package posthouse.jmap;

import org.jspecify.annotations.NullMarked;
