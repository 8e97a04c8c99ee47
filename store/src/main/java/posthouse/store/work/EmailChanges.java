// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;

/** The emails that a work has changed: as they were before it and as they are. */
final class EmailChanges {
    private final long version;
    private final Map<Long, Optional<EmailRow>> before = new LinkedHashMap<>();
    private final Map<Long, Optional<EmailRow>> now = new HashMap<>();

    EmailChanges(long version) {
        this.version = version;
    }

    void note(long id, Optional<EmailRow> was, Optional<EmailRow> is) {
        before.putIfAbsent(id, was);
        now.put(id, is);
    }

    /** What comes of it; nothing for an email that came and went, or is as it was. */
    List<EmailDelta> deltas() {
        var deltas = new ArrayList<EmailDelta>(before.size());
        before.forEach((id, was) -> {
            Optional<EmailRow> is = Objects.requireNonNull(now.get(id));
            if (was.isEmpty() && is.isEmpty() || was.equals(is)) return;
            EmailRow any = is.isPresent() ? is.get() : was.get();
            deltas.add(new EmailDelta(
                    version,
                    id,
                    any.thread(),
                    any.receivedAt(),
                    any.size(),
                    was.map(EmailRow::bits).orElse(0L),
                    is.map(EmailRow::bits).orElse(0L),
                    EmailDelta.places(was.map(EmailRow::memberships).orElse(List.of())),
                    EmailDelta.places(is.map(EmailRow::memberships).orElse(List.of()))));
        });
        return deltas;
    }
}
