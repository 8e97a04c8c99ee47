// SPDX-License-Identifier: Apache-2.0
/** Tests of the net room, over real sockets on loopback. */
@NullMarked
package posthouse.net;

import org.jspecify.annotations.NullMarked;
