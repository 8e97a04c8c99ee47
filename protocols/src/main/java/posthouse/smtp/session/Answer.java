// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.session;

import java.util.List;
import posthouse.smtp.syntax.Reply;

/**
 * What a command answers, and what the session does after it.
 *
 * @param replies usually one; LMTP answers the end of a message with one for each recipient, or none
 */
public record Answer(List<Reply> replies, Then then) {
    /** What comes after the answer. */
    public enum Then {
        CONTINUE,
        CLOSE,
        /** What the client still sends can be no commands any more: it is not read as such, and the session ends. */
        TURN_AWAY,
        /** The refusal of an earlier command once more, which is not counted again. */
        SAID_BEFORE,
        START_TLS,
        /** The message is acknowledged: now carry it to its recipients. */
        DELIVER
    }

    public static Answer of(Reply reply) {
        return new Answer(List.of(reply), Then.CONTINUE);
    }

    public static Answer closing(Reply reply) {
        return new Answer(List.of(reply), Then.CLOSE);
    }
}
