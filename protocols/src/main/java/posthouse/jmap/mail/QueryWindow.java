// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5
package posthouse.jmap.mail;

import java.util.Optional;
import java.util.OptionalLong;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;

/**
 * Which part of a result is wanted.
 *
 * @param limit most ids, after the server's own limit
 * @param capped whether the server's limit was the smaller
 */
public record QueryWindow(
        long position, Optional<String> anchor, long offset, int limit, boolean capped, boolean total) {
    /** Ids in one answer. */
    public static final int MOST = 50_000;

    public static QueryWindow of(Args args) {
        OptionalLong asked = args.unsigned("limit");
        long limit = Math.min(asked.orElse(MOST), MOST);
        return new QueryWindow(
                args.integer("position").orElse(0),
                args.string("anchor"),
                args.integer("anchorOffset").orElse(0),
                (int) limit,
                asked.isEmpty() ? false : asked.getAsLong() > MOST,
                args.flag("calculateTotal", false));
    }

    /** Where the window starts in the scan's result; the scan is taken as far as that needs. */
    public int start(EmailScan scan) {
        if (anchor.isEmpty()) {
            if (position >= 0) {
                scan.reach((int) Math.min(Integer.MAX_VALUE, position + limit));
                return (int) Math.min(position, Integer.MAX_VALUE);
            }
            scan.reach(Integer.MAX_VALUE);
            return (int) Math.max(0, scan.found().size() + position);
        }
        long wanted = EmailId.parse(anchor.get()).map(EmailId::value).orElseThrow(QueryWindow::noAnchor);
        int at = -1;
        for (int reached = 0; at < 0; ) {
            int before = scan.found().size();
            scan.reach(before + 1000);
            for (int i = reached; i < scan.found().size() && at < 0; i++)
                if (scan.found().get(i) == wanted) at = i;
            reached = scan.found().size();
            if (at < 0 && reached == before) throw noAnchor();
        }
        int start = (int) Math.max(0, at + offset);
        scan.reach((int) Math.min(Integer.MAX_VALUE, (long) start + limit));
        return start;
    }

    private static Refused noAnchor() {
        return new Refused(new Failure.NotFound(KB.ANCHOR_NOT_FOUND, "such email"));
    }
}
