// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import java.util.ArrayDeque;

/**
 * How much may be sent to one reader now, reckoned from looks at its window. No clock, no input, no output.
 *
 * <p>A window shrinks by what lies unread, so unread is the widest window ever seen less the present one. That is too
 * little when the peer's buffer grows while something lies in it. A reader that stays behind is therefore sounded now and
 * then: nothing but a trickle is sent until it has read everything, which shows how wide its window really is.
 *
 * <p>A window's far edge that stands still though trickles arrive says nothing: its reader rests, or its kernel told a wider
 * window before than it would now, and stays at that until as much has come. So a reader is never held for long at a standing
 * edge: it gets a little, then twice that, until the edge moves; one that was seen reading gets little for four seconds, since
 * it may rest.
 */
final class Pace {
    /** Bytes that may lie unread however slow the reader is: also what a Linux client's window begins with. */
    static final long FLOOR = 64 << 10;
    /** What is sent while a reader is held, so that its kernel acknowledges and tells its window. */
    static final int TRICKLE = 1 << 10;

    /** How much may lie unread, as the time in which its reader reads that. */
    private static final double SHARE = 0.25;

    /** What is written before the kernel is asked again. */
    static final long AT_ONCE = 1 << 20;

    private static final long SECOND = 1_000_000_000;
    private static final long STEP = SECOND / 20;
    private static final long BEHIND_FOR_SURE = SECOND / 25;
    private static final long BEHIND_FOR_LONG = SECOND / 4;
    /** Faster ones are not sounded: they empty any usual buffer in a fraction of a second. */
    private static final long FAST = 16 << 20;

    private static final long SOUND_EVERY = 5 * SECOND;
    private static final long SOUND_FOR = 4 * SECOND;
    /** The rounding of windows, and a trickle that is acknowledged before it is read. */
    private static final long BLUR = TRICKLE + 1024;
    /** By how many times its bytes a trickle that is read moves the window's edge: Linux widens the window by twice as much. */
    private static final long MOST_FOR_A_TRICKLE = 3;

    /**
     * How much faster than it reads a slow reader's buffer is filled again: one that reads whatever comes and then rests for
     * as long as that lasts would otherwise take seconds' worth at once.
     */
    private static final double REFILL = 5;

    private static final double LEAST_REFILL = 4 << 20;

    private static final long LEAST = 32 << 10;

    /** How long an edge may stand. */
    private static final long STANDS = SECOND / 10;

    private static final long STANDS_SLOWLY = SECOND / 4;
    private static final long LONGEST_REST = 4 * SECOND;
    private static final long MOST_AT_STANDING_EDGE = 8 << 20;

    private record Sample(long at, long read) {}

    private final ArrayDeque<Sample> lastSecond = new ArrayDeque<>();
    private boolean first = true;
    private long began;
    private long acknowledged;
    private long window;
    private long widest = FLOOR;
    private long read;
    private boolean behind;
    private long behindSince;
    private long behindLast;
    private boolean found;
    private long refilledAt;
    private boolean sounding;
    private long soundedAt;
    private long soundedAtRate;
    private long soundedFrom;
    private long markedAt;
    private long marked;
    private long markedEdge;
    private long acknowledgedAt;
    private long movedAt;
    private long movedEdge;
    /** The most that was ever read in a second. */
    private long peak;

    private long standingGrantAt;
    private long standingGrantFrom;
    private long standingGrant = FLOOR;

    /** Takes a look in. Answers how many bytes may be written before the next one; 0 holds the reader. */
    long room(long now, PeerWindow.Look look) {
        take(now, look);
        long room = held(now, look);
        return room > 0 || !stands(now, look) ? room : pastStandingEdge(now);
    }

    /** Since when nothing was acknowledged. */
    long silentSince() {
        return acknowledgedAt;
    }

    private boolean stands(long now, PeerWindow.Look look) {
        return look.queued() == 0
                && now - standingGrantAt > (rests(now) ? STANDS_SLOWLY : STANDS)
                && acknowledged - standingGrantFrom >= 3 * TRICKLE;
    }

    /** Whether it may be one that took much at once and rests for as long as that lasts. */
    private boolean rests(long now) {
        return peak > FLOOR && now - movedAt < LONGEST_REST;
    }

    private long pastStandingEdge(long now) {
        long grant = FLOOR;
        if (!rests(now)) {
            grant = standingGrant;
            standingGrant = Math.min(2 * standingGrant, MOST_AT_STANDING_EDGE);
            widest = Math.max(FLOOR, window);
            sounding = false;
            soundedAt = now;
        }
        standingGrantAt = now;
        standingGrantFrom = acknowledged;
        movedEdge = acknowledged + window;
        return grant;
    }

    private void moved(long now) {
        movedAt = now;
        standingGrantAt = now;
        standingGrantFrom = acknowledged;
        movedEdge = acknowledged + window;
        standingGrant = FLOOR;
    }

    private long held(long now, PeerWindow.Look look) {
        long bound = Math.max(FLOOR, (long) (SHARE * rate()));
        long unread = Math.max(0, widest - window);
        behind(now, unread > Math.min(bound, widest) / 2);
        sound(now, look);
        if (sounding) return 0;
        // What the way itself holds is not unread. A reader that keeps up may take twice that the next time.
        double delivery = behind || slow(now) ? rate() : 2.0 * look.delivery();
        long onTheWay = (long) (delivery * look.roundTrip().toNanos() / SECOND);
        long room = Math.min(bound - unread, window + Math.max(bound / 8, FLOOR)) + onTheWay - look.queued();
        if (room < Math.min(bound / 4, FLOOR)) return 0;
        if (!slow(now)) return Math.min(room, Math.clamp(bound / 8, AT_ONCE, 8 * AT_ONCE));
        long supplied = (long) (Math.max(REFILL * rate(), LEAST_REFILL) * (now - refilledAt) / SECOND);
        if (supplied < LEAST) return 0;
        refilledAt = now;
        return Math.min(room, supplied);
    }

    /** Whether it lately was one that stays behind. */
    private boolean slow(long now) {
        return found && now - behindLast < 2 * SECOND && rate() < FAST;
    }

    private void take(long now, PeerWindow.Look look) {
        if (first) {
            acknowledged = look.acknowledged();
            window = look.window();
            soundedAt = now - 60 * SECOND;
            mark(now);
            began = now;
            moved(now);
            first = false;
        }
        if (look.acknowledged() > acknowledged || look.queued() == 0) acknowledgedAt = now;
        long edge = look.acknowledged() + look.window() - acknowledged - window;
        long wider = Math.max(0, look.window() - widest);
        widest += wider;
        // The window's far edge moves by what was read, and by what the buffer grew. While nothing is sent, it does not
        // grow.
        long freed = sounding ? edge : edge - wider;
        if (freed > 0) read += freed;
        acknowledged = look.acknowledged();
        window = look.window();
        if (acknowledged + window - movedEdge > BLUR) moved(now);
        long taken = acknowledged - marked;
        long gone = acknowledged + window - markedEdge;
        boolean reads = gone > MOST_FOR_A_TRICKLE * taken + BLUR;
        boolean rests = taken > BLUR && gone < taken / 2;
        boolean old = acknowledged < soundedFrom;
        if (reads || rests || old) mark(now);
        if (lastSecond.isEmpty() || now - lastSecond.getLast().at >= STEP) lastSecond.add(new Sample(now, read));
        while (lastSecond.size() > 1 && now - lastSecond.getFirst().at > SECOND) lastSecond.removeFirst();
        peak = Math.max(peak, rate());
    }

    /** Bytes that were read in the last second. */
    private long rate() {
        return read - lastSecond.getFirst().read;
    }

    private void behind(long now, boolean is) {
        if (is && !behind) behindSince = now;
        if (is) behindLast = now;
        if (is && now - behindSince > BEHIND_FOR_SURE) found = true;
        behind = is;
    }

    private void sound(long now, PeerWindow.Look look) {
        long every = SOUND_EVERY + 50 * look.roundTrip().toNanos();
        if (sounding) {
            boolean dry = dry(now);
            if (dry) widest = Math.max(FLOOR, window);
            boolean slackened = rate() < soundedAtRate / 4;
            if (!dry && !slackened && now - soundedAt < SOUND_FOR) return;
            sounding = false;
            soundedAt = now;
        } else if (behind && now - behindSince > BEHIND_FOR_LONG && now - soundedAt > every && rate() < FAST) {
            sounding = true;
            soundedAt = now;
            soundedAtRate = rate();
            soundedFrom = acknowledged + look.queued();
            mark(now);
        }
    }

    private void mark(long now) {
        markedAt = now;
        marked = acknowledged;
        markedEdge = acknowledged + window;
    }

    /**
     * Whether the reader waits for more: since the mark it took each trickle, and nothing beyond. One that rests takes none,
     * and one that still reads what lies there frees more than a trickle can.
     */
    private boolean dry(long now) {
        long taken = acknowledged - marked;
        long quiet = now - markedAt;
        boolean takes = acknowledged + window - markedEdge >= taken / 2;
        return takes && taken >= 3 * TRICKLE && (quiet > SECOND || rate() * (double) quiet / SECOND > 4 * taken);
    }

    /**
     * How long to hold before the next trickle: so that a reader at its rate would read several times as much. Short while
     * the rate is not known yet.
     */
    long patience(long now) {
        long usual = Math.clamp(8L * TRICKLE * SECOND / Math.max(1, rate()), SECOND / 25, SECOND / 4);
        return sounding ? usual : Math.min(usual, Math.max((now - began) / 16, SECOND / 1000));
    }

    /** How long to hold before the next look. */
    long pause(long now) {
        return slow(now) ? patience(now) / 2 : SECOND / 1000;
    }
}
