// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What this hop writes before a message, for each recipient: RFC 5321 §4.4 Return-Path and Received, and Delivered-To.
 *
 * @param sender reverse path, empty for the null path
 * @param received the Received field up to its id
 * @param date {@code at} as the field ends
 */
record Trace(String sender, String received, Instant at, String date) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    Trace(String sender, String received, Instant at) {
        this(sender, received, at, DATE.format(at));
    }

    static Trace of(String sender, Arrival arrival, String host, String id, Instant at) {
        String address = arrival.peer().getHostAddress();
        int scope = address.indexOf('%');
        if (scope >= 0) address = address.substring(0, scope);
        String literal = address.indexOf(':') >= 0 ? "IPv6:" + address : address;
        String received = "Received: from " + arrival.greeting() + " ([" + literal + "])\r\n\tby " + host
                + " (Posthouse) with " + arrival.with()
                + arrival.tls().map(tls -> " (" + tls + ")").orElse("") + " id " + id;
        return new Trace(sender, received, at);
    }

    /** A date as RFC 5322 §3.3 writes it. */
    static String date(Instant at) {
        return DATE.format(at);
    }

    /** The lines for one recipient. */
    byte[] prefix(String recipient) {
        return ("Return-Path: <" + sender + ">\r\nDelivered-To: " + recipient + "\r\n" + received + "\r\n\tfor <"
                        + recipient + ">; " + date + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
