// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How a message came, for its Received field.
 *
 * @param service the service that takes it in: smtp, lmtp
 * @param greeting what the peer called itself; at most 255 characters without line breaks
 * @param peer its address
 * @param with the transmission type of RFC 3848 and RFC 6531, for example ESMTPS
 * @param tls protocol and cipher, when encrypted
 */
public record Arrival(String service, String greeting, InetAddress peer, String with, Optional<String> tls) {}
