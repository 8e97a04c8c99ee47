// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import posthouse.base.PersonId;

/**
 * A password for one program.
 *
 * @param id opaque, shown in lists
 * @param name what the person called it
 * @param services where it opens the door; empty for everywhere but sign-in in the browser and "management"
 */
public record AppPassword(
        String id, PersonId person, String name, Set<String> services, Instant created, Optional<Instant> lastUsed) {}
