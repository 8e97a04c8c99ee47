// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.net.URI;
import posthouse.base.Failure;

/** The outcome of a fetch from outside. */
public sealed interface Fetched {
    /**
     * It was fetched.
     *
     * @param from the address after redirects
     * @param type media type as the other server named it, in lower case, without parameters
     */
    record Content(URI from, String type, byte[] bytes) implements Fetched {}

    /** It was not; the failure says why. */
    record NotFetched(Failure why) implements Fetched {}
}
