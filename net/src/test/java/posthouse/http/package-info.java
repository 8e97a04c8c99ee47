// SPDX-License-Identifier: Apache-2.0
/** Tests of the HTTP face, on real sockets of the loopback. */
@NullMarked
package posthouse.http;

import org.jspecify.annotations.NullMarked;
