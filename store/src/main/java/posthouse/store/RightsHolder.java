// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import posthouse.base.GroupId;
import posthouse.base.PersonId;

/** Whom a row of a folder's rights is about. */
public sealed interface RightsHolder {
    record Person(PersonId id) implements RightsHolder {}

    record Group(GroupId id) implements RightsHolder {}

    /** Everyone of the organisation who signed in. */
    record SignedIn() implements RightsHolder {}

    /** Whoever did not. */
    record Anonymous() implements RightsHolder {}
}
