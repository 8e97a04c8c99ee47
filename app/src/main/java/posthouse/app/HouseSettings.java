// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a house is built from.
 *
 * @param data where everything lies
 * @param host this server's name, for Received fields and certificates
 * @param listeners addresses by listener: web, webs, management, smtp, lmtp, ldap, ldaps; an absent one is not opened
 * @param certificate chain and key in PEM; empty: an authority of the house's own, for loopback
 * @param publicTransport whether web over TLS tells browsers to come back by TLS only
 */
public record HouseSettings(
        Path data,
        String host,
        Map<String, List<InetSocketAddress>> listeners,
        Optional<CertificateFiles> certificate,
        boolean publicTransport) {

    /** PEM files. */
    public record CertificateFiles(Path chain, Path key) {}
}
