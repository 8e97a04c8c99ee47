// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.List;
import java.util.Optional;

/** Who an address is. */
public sealed interface Resolution {
    /**
     * A person of this server.
     *
     * @param tag what followed the plus sign of a subaddress
     */
    record Mailbox(Person person, Optional<String> tag) implements Resolution {}

    /**
     * A group of this server.
     *
     * @param members by address, those too that can receive nothing now
     */
    record Members(Group group, List<Person> members) implements Resolution {}

    /** The domain is ours, the name is nobody's. */
    record NoSuchAddress() implements Resolution {}

    /** The domain is not ours. */
    record NotLocal() implements Resolution {}
}
