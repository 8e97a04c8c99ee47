// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.List;
import java.util.Optional;

/**
 * How an access decision came about, level by level, in the order in which they were asked.
 *
 * @param decision what {@link Access#decide} answers for the same question
 */
public record Explanation(List<Step> steps, Decision decision) {

    /** What was looked at. */
    public enum Asked {
        /** The server's switch of a service. */
        SERVICE,
        /** Whether visitors who have not signed in may use a service. */
        VISITORS,
        /** The account's main switch. */
        ACCOUNT,
        /** The account's switch of a service. */
        ACCOUNT_SERVICE,
        /** Whose account it is. */
        OWNER,
        /** The rights on a folder. */
        FOLDER,
        /** Whether it is the asker's organisation. */
        ORGANISATION,
        /** The office of an administrator, or of the system itself. */
        OFFICE
    }

    /**
     * One look.
     *
     * @param what the service looked at, or the role found; may be empty
     * @param state how the switch stands, when it is one that somebody threw
     * @param passed whether this look let the asker go on
     */
    public record Step(Level level, Asked asked, String what, Optional<SwitchState> state, boolean passed) {}
}
