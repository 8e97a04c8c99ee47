// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import posthouse.base.Failure;

/** What a session's secret leads to. */
public sealed interface SessionLookup {
    record Open(Session session, Person person) implements SessionLookup {}

    /** It was a session and ended. */
    record Ended(Instant since, String why) implements SessionLookup {}

    /** Never heard of. */
    record None() implements SessionLookup {}

    /** Open, but a switch keeps the person out now. */
    record Off(Failure.Off failure) implements SessionLookup {}
}
