// SPDX-License-Identifier: Apache-2.0
/** Listeners, connections on virtual threads, TLS, line reading with limits and deadlines, permits, drain, certificates, the safe outbound fetcher. */
@NullMarked
package posthouse.net;

import org.jspecify.annotations.NullMarked;
