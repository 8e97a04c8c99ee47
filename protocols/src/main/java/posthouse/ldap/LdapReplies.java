// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.9, appendix A result codes
package posthouse.ldap;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Problems;
import posthouse.ldap.syntax.Result;

/** The one switch from failures to results. */
public final class LdapReplies {
    public static final int OPERATIONS_ERROR = 1;
    public static final int PROTOCOL_ERROR = 2;
    public static final int TIME_LIMIT_EXCEEDED = 3;
    public static final int SIZE_LIMIT_EXCEEDED = 4;
    public static final int COMPARE_FALSE = 5;
    public static final int COMPARE_TRUE = 6;
    public static final int AUTH_METHOD_NOT_SUPPORTED = 7;
    public static final int STRONGER_AUTH_REQUIRED = 8;
    public static final int ADMIN_LIMIT_EXCEEDED = 11;
    public static final int UNAVAILABLE_CRITICAL_EXTENSION = 12;
    public static final int CONFIDENTIALITY_REQUIRED = 13;
    public static final int NO_SUCH_ATTRIBUTE = 16;
    public static final int UNDEFINED_ATTRIBUTE_TYPE = 17;
    public static final int INAPPROPRIATE_MATCHING = 18;
    public static final int INVALID_ATTRIBUTE_SYNTAX = 21;
    public static final int NO_SUCH_OBJECT = 32;
    public static final int INVALID_DN_SYNTAX = 34;
    public static final int INAPPROPRIATE_AUTHENTICATION = 48;
    public static final int INVALID_CREDENTIALS = 49;
    public static final int INSUFFICIENT_ACCESS_RIGHTS = 50;
    public static final int BUSY = 51;
    public static final int UNAVAILABLE = 52;
    public static final int UNWILLING_TO_PERFORM = 53;
    public static final int OTHER = 80;

    private final Problems problems;

    public LdapReplies(Problems problems) {
        this.problems = problems;
    }

    /** The result that a failure is. */
    public Result of(Failure failure) {
        return reply(code(failure), failure);
    }

    /** A failure with a result code of the operation's own. */
    public Result reply(int code, Failure failure) {
        return Result.of(code, problems.title(failure) + " (" + failure.problem() + ")");
    }

    private static int code(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> off(f);
            case Failure.Unreadable ignored -> UNAVAILABLE;
            case Failure.Denied ignored -> INSUFFICIENT_ACCESS_RIGHTS;
            case Failure.Broken ignored -> OTHER;
            case Failure.NotFound ignored -> NO_SUCH_OBJECT;
            case Failure.Full ignored -> UNWILLING_TO_PERFORM;
            case Failure.TooLarge ignored -> ADMIN_LIMIT_EXCEEDED;
            case Failure.TooMany f -> tooMany(f);
            case Failure.Busy ignored -> BUSY;
            case Failure.RateLimited ignored -> BUSY;
            case Failure.BadInput ignored -> PROTOCOL_ERROR;
            case Failure.Conflict ignored -> UNWILLING_TO_PERFORM;
            case Failure.AlreadyExists ignored -> UNWILLING_TO_PERFORM;
            case Failure.Expired ignored -> STRONGER_AUTH_REQUIRED;
            case Failure.NotSignedIn ignored -> INSUFFICIENT_ACCESS_RIGHTS;
            case Failure.BadCredentials ignored -> INVALID_CREDENTIALS;
            case Failure.Unavailable ignored -> UNAVAILABLE;
            case Failure.ReadOnly ignored -> UNWILLING_TO_PERFORM;
            case Failure.TimedOut f -> f.problem().equals(KB.LDAP_TIME_LIMIT) ? TIME_LIMIT_EXCEEDED : UNAVAILABLE;
            case Failure.Unsupported ignored -> UNWILLING_TO_PERFORM;
            case Failure.OutOfOrder ignored -> OPERATIONS_ERROR;
            case Failure.CannotCalculate ignored -> UNWILLING_TO_PERFORM;
            case Failure.Stopping ignored -> UNAVAILABLE;
            case Failure.Taken ignored -> UNAVAILABLE;
            case Failure.Internal ignored -> OTHER;
        };
    }

    private static int off(Failure.Off f) {
        if (f.problem().equals(KB.VISITORS_OFF)) return INSUFFICIENT_ACCESS_RIGHTS;
        return f.level() == Level.SERVER ? UNAVAILABLE : UNWILLING_TO_PERFORM;
    }

    private static int tooMany(Failure.TooMany f) {
        if (f.problem().equals(KB.LDAP_SIZE_LIMIT) || f.problem().equals(KB.LDAP_VISITOR_LIMIT))
            return SIZE_LIMIT_EXCEEDED;
        return f.problem().equals(KB.TOO_MANY_CONNECTIONS) ? BUSY : ADMIN_LIMIT_EXCEEDED;
    }
}
