// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** Where a door listens. */
public sealed interface HttpEndpoint {
    /** Plain HTTP/1.1. */
    record Plain(InetSocketAddress address) implements HttpEndpoint {}

    /** HTTP/2 and HTTP/1.1 over TLS. The context's key manager decides the certificate at each handshake. */
    record Tls(InetSocketAddress address, SSLContext context) implements HttpEndpoint {}

    /** A Unix-domain socket for the owner of the data directory. */
    record UnixSocket(Path path) implements HttpEndpoint {}
}
