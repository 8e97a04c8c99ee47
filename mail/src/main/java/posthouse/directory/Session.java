// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import posthouse.base.PersonId;

/**
 * A signed-in browser.
 *
 * @param id opaque, not the secret
 * @param device what the browser says it is
 * @param network where it was last seen
 */
public record Session(
        String id, PersonId person, String device, String network, Instant since, Instant lastUsed, Instant ends) {}
