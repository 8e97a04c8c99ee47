// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import posthouse.base.Failure;

/** What a listener speaks. */
public interface Protocol {
    /**
     * Serves one connection from greeting to end, on its own virtual thread. Ends by returning; the connection is closed
     * afterwards. A {@code Refused} out of a read says why the session must end (deadline, drain): say so and return.
     */
    void serve(Connection connection) throws IOException;

    /** Tells a peer why nobody is served now, on its own virtual thread. */
    default void turnAway(Connection connection, Failure why) throws IOException {
        connection.turnAway(refusal(why));
    }

    /** The bytes said to a connection that is not admitted; at most 512, empty to say nothing. */
    byte[] refusal(Failure why);
}
