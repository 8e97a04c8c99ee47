// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.util.List;

/**
 * A message to be written.
 *
 * @param headers in order, Content-* and MIME-Version excluded (they follow from the body); the caller adds Date and Message-ID
 */
public record OutgoingMessage(List<OutgoingHeader> headers, OutgoingPart body) {
    public OutgoingMessage {
        headers = List.copyOf(headers);
    }
}
