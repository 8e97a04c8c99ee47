// SPDX-License-Identifier: Apache-2.0
/** A thin face over the HTTP server library: routing with an access declaration per route, credentials, limits, problem rendering, WebSocket, and the truthful stub that answers when everything above is gone. */
@NullMarked
package posthouse.http;

import org.jspecify.annotations.NullMarked;
