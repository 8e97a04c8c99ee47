// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp;

import java.util.List;

/**
 * What makes SMTP and LMTP of the one conversation.
 *
 * @param service its name in the service table
 * @param lmtp greeted by LHLO, answers DATA for each recipient (RFC 2033)
 * @param host this server's name
 * @param maxMessage octets of one message
 */
public record Dialect(String service, boolean lmtp, String host, long maxMessage) {
    /** Extensions offered, as EHLO lists them. */
    public List<String> extensions(boolean tls) {
        var plain =
                List.of("PIPELINING", "SIZE " + maxMessage, "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "CHUNKING");
        if (tls) return plain;
        var all = new java.util.ArrayList<>(plain);
        all.add("STARTTLS");
        return List.copyOf(all);
    }
}
