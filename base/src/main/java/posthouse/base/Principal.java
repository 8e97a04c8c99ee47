// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.Set;

/** Who asks. Every door of the store and the directory takes one; there is no door without. */
public sealed interface Principal {

    /** A person who signed in, with the groups that the directory knew at that moment's epoch. */
    record Person(PersonId id, OrganisationId organisation, AccountId account, Set<GroupId> groups)
            implements Principal {}

    /** A person who acts for another by a right that was granted to them. */
    record Delegate(Person actor, PersonId principal) implements Principal {}

    /** An administrator of an organisation, at work as such. */
    record Administrator(PersonId id, OrganisationId organisation) implements Principal {}

    /** Whoever did not sign in. Has rights of its own, like anyone. */
    record Anonymous() implements Principal {}

    /** The server itself. The reason goes into the change log and the audit trail. */
    record System(Reason reason) implements Principal {}

    /** Why the server acts by itself. A closed list: a new reason is a decision. */
    enum Reason {
        DELIVERY,
        DIRECTORY,
        CHECK,
        IMPORT,
        SAMPLE,
        SWEEP,
        SUBMISSION,
        RECOVERY,
        PROBE,
        CONTROL
    }
}
