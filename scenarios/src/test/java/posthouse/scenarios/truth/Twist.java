// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.SwitchState;
import posthouse.http.Exchange;

/** The four lies that a drill must notice. Called by code that {@link SabotageAgent} puts into a scratch server. */
public final class Twist {
    private static final Instant THEN = Instant.EPOCH;

    private Twist() {}

    /** The failure that is told instead of the true one. */
    public static Failure failure(Failure truth, String sabotage) {
        return switch (sabotage) {
            case "unreadable-as-off" ->
                cannotAnswer(truth)
                        ? new Failure.Off(KB.SERVICE_OFF, Level.SERVER, "web", new SwitchState(false, THEN, "root", ""))
                        : truth;
            case "denied-as-down" ->
                truth instanceof Failure.Denied || truth instanceof Failure.Off off && off.level() == Level.ACCOUNT
                        ? new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, "web", THEN)
                        : truth;
            case "slow-as-wrong-password" ->
                cannotAnswer(truth) ? new Failure.BadCredentials(KB.BAD_CREDENTIALS) : truth;
            default -> truth;
        };
    }

    private static boolean cannotAnswer(Failure truth) {
        return truth instanceof Failure.Unavailable
                || truth instanceof Failure.Unreadable
                || truth instanceof Failure.TimedOut
                || truth instanceof Failure.Broken
                || truth instanceof Failure.Busy;
    }

    /** Answers an empty list where a switch is off; false to let the truth be told. */
    public static boolean empty(Object exchange, Failure truth) {
        if (!(truth instanceof Failure.Off)) return false;
        try {
            ((Exchange) exchange)
                    .answer(
                            200,
                            "application/json",
                            ("{\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"a\"},\"apiUrl\":\"/jmap/api\","
                                            + "\"methodResponses\":[[\"Mailbox/get\",{\"list\":[]},\"m\"],"
                                            + "[\"Email/query\",{\"ids\":[]},\"q\"],[\"Email/get\",{\"list\":[]},\"e\"]]}")
                                    .getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
