// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;
import java.time.Instant;

/**
 * Why something was not done: few semantic cases, each with the id of a problem that people can look up. Each protocol
 * renders them in one exhaustive switch.
 */
public sealed interface Failure {
    /** The problem that this failure is an occurrence of. */
    ProblemId problem();

    /** A switch is off at this level; {@code what} is the service or account. */
    record Off(ProblemId problem, Level level, String what, SwitchState state) implements Failure {}

    /** It could not be read; nothing is known about what it would have said. */
    record Unreadable(ProblemId problem, String what, Instant since) implements Failure {}

    /** The principal lacks the right. */
    record Denied(ProblemId problem, Level level) implements Failure {}

    /** It was read and is damaged or makes no sense. */
    record Broken(ProblemId problem, String what, String why) implements Failure {}

    /** There is no such thing, or the asker may not know of it. */
    record NotFound(ProblemId problem, String what) implements Failure {}

    /** The quota or the disk is full. Both in bytes; zero when not known. */
    record Full(ProblemId problem, String what, long used, long limit) implements Failure {}

    /** One thing is larger than its limit (bytes or count). */
    record TooLarge(ProblemId problem, String what, long size, long limit) implements Failure {}

    /** Too many of something in one request or transaction. */
    record TooMany(ProblemId problem, String what, long count, long limit) implements Failure {}

    /** A limit of concurrent use is reached. */
    record Busy(ProblemId problem, String what, Duration retryAfter) implements Failure {}

    /** Somebody tried too often. */
    record RateLimited(ProblemId problem, String what, Duration retryAfter) implements Failure {}

    /** What was sent does not fit its grammar or its rules; {@code where} points at it. */
    record BadInput(ProblemId problem, String where, String why) implements Failure {}

    /** The state it was based on is no longer so. */
    record Conflict(ProblemId problem, String what) implements Failure {}

    /** It already exists. */
    record AlreadyExists(ProblemId problem, String what) implements Failure {}

    /** A session, token or upload has ended. */
    record Expired(ProblemId problem, String what, Instant since, String why) implements Failure {}

    /** Nobody has signed in. */
    record NotSignedIn(ProblemId problem) implements Failure {}

    /** The password was checked and does not match. Only ever after a real check. */
    record BadCredentials(ProblemId problem) implements Failure {}

    /** Something that this depends on does not answer. */
    record Unavailable(ProblemId problem, String dependency, Instant since) implements Failure {}

    /** Reading works, changing does not. */
    record ReadOnly(ProblemId problem, String what, Instant since) implements Failure {}

    /** A deadline passed. */
    record TimedOut(ProblemId problem, String what, Duration after) implements Failure {}

    /** Known to the standard, not offered here. */
    record Unsupported(ProblemId problem, String what) implements Failure {}

    /** Right command, wrong moment. */
    record OutOfOrder(ProblemId problem, String what) implements Failure {}

    /** The changes since that state cannot be told; a fresh read is needed. */
    record CannotCalculate(ProblemId problem, String what) implements Failure {}

    /** The service or the server is stopping. */
    record Stopping(ProblemId problem, String service, Instant since) implements Failure {}

    /** A port, file or other resource is held by somebody else. */
    record Taken(ProblemId problem, String resource, String holder) implements Failure {}

    /** A fault of our own; the log has the details under the incident's name. */
    record Internal(ProblemId problem, String incident) implements Failure {}
}
