// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

/**
 * Bounds and names.
 *
 * @param host this server's name, for Received
 * @param maxMessage octets of one message
 * @param maxRecipients of one message
 * @param maxCopies people that one message goes to when groups are among its recipients; what the journal takes in one entry
 * @param maxReceived Received fields from which on a message goes in a loop
 */
public record DeliverySettings(String host, long maxMessage, int maxRecipients, int maxCopies, int maxReceived) {
    /** 200 MiB, 100 recipients (RFC 5321 §4.5.3.1.8), 3,000 copies, 50 hops. */
    public static DeliverySettings standard(String host) {
        return new DeliverySettings(host, 200L << 20, 100, 3_000, 50);
    }
}
