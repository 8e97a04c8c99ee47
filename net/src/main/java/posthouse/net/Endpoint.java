// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.net.InetSocketAddress;

/**
 * Where a service listens.
 *
 * @param address port 0 takes a free one at the first start and keeps it from then on
 * @param tls whether TLS begins with the connection
 */
public record Endpoint(InetSocketAddress address, boolean tls) {}
