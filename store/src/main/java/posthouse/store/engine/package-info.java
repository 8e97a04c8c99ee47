// SPDX-License-Identifier: Apache-2.0
/** The narrow interface that an engine implements: ordered rows per account with a version, and blobs. It sees no mail. */
@NullMarked
package posthouse.store.engine;

import org.jspecify.annotations.NullMarked;
