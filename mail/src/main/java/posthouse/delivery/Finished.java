// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import posthouse.base.SubmissionId;
import posthouse.store.Slice;
import posthouse.store.Tx;
import posthouse.store.Value;
import posthouse.store.ValueKind;
import posthouse.store.View;

/** Submissions that are sent or taken back are kept for a while, and not more than so many of an account. */
final class Finished {
    /** From the time at which it was to go out. */
    static final Duration AGE = Duration.ofDays(30);

    static final int MOST = 500;
    /** Removed by one commit. */
    private static final int CHUNK = 1_000;

    private Finished() {}

    /** All of an account, those that are open too. */
    static List<SubmissionRow> all(View view) {
        var all = new ArrayList<SubmissionRow>();
        Optional<Long> after = Optional.empty();
        for (boolean more = true; more; ) {
            Slice<Value> slice = view.values(ValueKind.SUBMISSION, after, 1_000);
            for (Value value : slice.items()) all.add(SubmissionRow.decode(value.id(), value.content()));
            more = slice.more();
            if (more) after = Optional.of(slice.items().getLast().id());
        }
        return all;
    }

    /** Those whose time is over. */
    static List<SubmissionId> due(View view, Instant now) {
        List<Submission> finished = all(view).stream()
                .filter(row -> !row.open())
                .map(SubmissionRow::submission)
                .sorted(Comparator.comparing(Submission::sendAt).reversed())
                .toList();
        Instant oldest = now.minus(AGE);
        var due = new ArrayList<SubmissionId>();
        for (int i = 0; i < finished.size() && due.size() < CHUNK; i++)
            if (i >= MOST || finished.get(i).sendAt().isBefore(oldest))
                due.add(finished.get(i).id());
        return due;
    }

    /** Forgets them, so that they are told as destroyed; how many. */
    static int forget(Tx tx, Instant now) {
        List<SubmissionId> due = due(tx, now);
        for (SubmissionId id : due) tx.removeValue(ValueKind.SUBMISSION, id.value());
        return due.size();
    }
}
