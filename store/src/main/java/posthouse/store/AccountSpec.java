// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;

/**
 * What an account is.
 *
 * @param owner the person whose mailbox it is
 * @param quotaLimit bytes of mail; 0 for no limit
 */
public record AccountSpec(Kind kind, OrganisationId organisation, Optional<PersonId> owner, long quotaLimit) {

    /** Kinds of accounts; the order is part of the format. */
    public enum Kind {
        PERSON,
        SHARED,
        PUBLIC_ROOT,
        JOURNAL,
        DIRECTORY
    }
}
