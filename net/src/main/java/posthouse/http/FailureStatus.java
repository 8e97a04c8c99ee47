// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.time.Duration;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;

/** The one place that turns a failure into an HTTP status (RFC 9110 §15). */
public final class FailureStatus {
    private FailureStatus() {}

    /** The status code of a failure. */
    public static int of(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> f.level() == Level.SERVER && !f.problem().equals(KB.VISITORS_OFF) ? 503 : 403;
            case Failure.Unreadable ignored -> 503;
            case Failure.Denied ignored -> 403;
            case Failure.Broken ignored -> 500;
            case Failure.NotFound ignored -> 404;
            case Failure.Full ignored -> 507;
            case Failure.TooLarge ignored -> 413;
            case Failure.TooMany ignored -> 413;
            case Failure.Busy ignored -> 503;
            case Failure.RateLimited ignored -> 429;
            case Failure.BadInput ignored -> 400;
            case Failure.Conflict ignored -> 409;
            case Failure.AlreadyExists ignored -> 409;
            case Failure.Expired ignored -> 401;
            case Failure.NotSignedIn ignored -> 401;
            case Failure.BadCredentials ignored -> 401;
            case Failure.Unavailable ignored -> 503;
            case Failure.ReadOnly ignored -> 503;
            case Failure.TimedOut ignored -> 503;
            case Failure.Unsupported ignored -> 501;
            case Failure.OutOfOrder ignored -> 409;
            case Failure.CannotCalculate ignored -> 409;
            case Failure.Stopping ignored -> 503;
            case Failure.Taken ignored -> 503;
            case Failure.Internal ignored -> 500;
        };
    }

    /** When a client may come again, for answers that are about time. */
    public static Optional<Duration> retryAfter(Failure failure) {
        return switch (failure) {
            case Failure.Busy f -> Optional.of(f.retryAfter());
            case Failure.RateLimited f -> Optional.of(f.retryAfter());
            case Failure.Stopping ignored -> Optional.of(Duration.ofSeconds(5));
            default -> of(failure) == 503 ? Optional.of(Duration.ofSeconds(60)) : Optional.empty();
        };
    }
}
