// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.2.3 convenience properties
package posthouse.formats;

import java.util.List;
import java.util.Optional;

/** The header fields that lists show, decoded. An empty list means that the field is absent or holds no address. */
public record Envelope(
        Optional<String> subject,
        List<MailAddress> from,
        List<MailAddress> sender,
        List<MailAddress> replyTo,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc) {
    public static final Envelope EMPTY =
            new Envelope(Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }
}
