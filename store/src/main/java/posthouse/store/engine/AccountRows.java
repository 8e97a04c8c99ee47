// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import posthouse.base.Deadline;

/** One account's ordered map. */
public interface AccountRows {
    /** The newest stamp; linearizable with commits. */
    Stamp stamp();

    /** A consistent view at one stamp. Must be closed; lives seconds, not minutes, then refuses with {@code Expired}. */
    Snapshot snapshot();

    /**
     * Applies all or nothing, if the account is still at the expected stamp. Durable when {@link Outcome.Applied}. When the
     * deadline passes before the write began: {@code TimedOut}, and nothing was or will be written.
     */
    Outcome commit(Commit commit, Deadline deadline);

    /**
     * What became of a commit whose outcome was {@link Outcome.Unknown}: {@code Applied}, or {@code Conflict} when it is not
     * there and will not be. Never {@code Unknown} again on one machine.
     */
    Outcome resolve(Commit commit, Deadline deadline);
}
