// SPDX-License-Identifier: Apache-2.0
// RFC 3030 §2
package posthouse.smtp.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Intake;
import posthouse.smtp.syntax.LineEnds;

/**
 * A message that comes in chunks, over all of them: hands it on, sees to its line ends, remembers why it is refused. One that
 * is refused takes no more, and its chunks are thrown away one after another.
 */
public final class Chunks {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final @Nullable Intake intake;
    private final long most;
    private final LineEnds ends = new LineEnds();
    private int count;
    private long octets;
    private long nanos;
    private long thrownAway;
    private @Nullable Failure failure;

    private Chunks(@Nullable Intake intake, long most, @Nullable Failure failure) {
        this.intake = intake;
        this.most = most;
        this.failure = failure;
    }

    /** A message of at most so many octets. */
    static Chunks into(Intake intake, long most) {
        return new Chunks(intake, most, null);
    }

    /** Chunks that belong to no message that could be taken. */
    static Chunks refused(Failure why, long most) {
        return new Chunks(null, most, why);
    }

    /** Why the message is refused, if it is. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether an earlier chunk was answered with the refusal already. */
    public boolean wasRefused() {
        return failure != null && count > 0;
    }

    /** Hears how many octets come. False when nobody will read so many of a refused message: then the session must end. */
    boolean expect(long size) {
        if (failure == null && size > most - octets) {
            long whole = size > Long.MAX_VALUE - octets ? Long.MAX_VALUE : octets + size;
            refuse(new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "message", whole, most));
        }
        if (failure != null && size > most + MessageReader.REFUSED - thrownAway) return false;
        count++;
        return true;
    }

    void take(byte[] buffer, int offset, int length) {
        octets += length;
        if (failure == null) {
            ends.feed(buffer, offset, offset + length);
            if (ends.bare().isEmpty()) write(buffer, offset, length);
            else refuse(bare());
        }
        if (failure != null) thrownAway += length;
    }

    /**
     * The last chunk has come. A last line without its end gets it, as it would after DATA: what is stored is whole lines,
     * for whoever hands it on or shows it, and a signature does not see the difference (RFC 6376 §3.4.3, §3.4.4).
     */
    public void end() {
        if (failure != null) return;
        ends.end();
        if (!ends.bare().isEmpty()) refuse(bare());
        else if (ends.midLine()) write(LINE_END, 0, LINE_END.length);
    }

    private void write(byte[] buffer, int offset, int length) {
        if (intake == null) return;
        try {
            intake.write(buffer, offset, length);
        } catch (Refused e) {
            refuse(e.failure());
        }
    }

    private Failure bare() {
        return new Failure.BadInput(KB.BARE_LINE_ENDING, Long.toString(ends.bareLine()), ends.bare());
    }

    /** What had come of it goes at once: its sender may take long to hear of it, and the store may be full. */
    private void refuse(Failure why) {
        failure = why;
        if (intake != null) intake.close();
    }

    long octets() {
        return octets;
    }

    /** How long its chunks were waited for, without what lay between them. */
    long nanos() {
        return nanos;
    }

    void waited(long more) {
        nanos += more;
    }
}
