// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import posthouse.base.EmailId;
import posthouse.base.IdentityId;

/**
 * A message to be sent.
 *
 * @param email in the sender's account; its Bcc fields do not reach the recipients
 * @param from envelope sender; one of the person's own addresses
 * @param to envelope recipients
 * @param sendAt when; empty for at once
 */
public record NewSubmission(
        IdentityId identity, EmailId email, String from, List<String> to, Optional<Instant> sendAt) {}
