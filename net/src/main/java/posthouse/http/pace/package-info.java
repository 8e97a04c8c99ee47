// SPDX-License-Identifier: Apache-2.0
/** Keeps what waits unread in a slow reader's own kernel to a fraction of a second (docs/adr/0013). */
@NullMarked
package posthouse.http.pace;

import org.jspecify.annotations.NullMarked;
