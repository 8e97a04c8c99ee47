// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.2–§4.12
package posthouse.ldap.syntax;

import java.util.List;
import java.util.Optional;

/** A request as it was sent. */
public sealed interface Request {
    /**
     * @param password of a simple bind
     * @param mechanism of a SASL bind
     */
    record Bind(int version, String name, Optional<byte[]> password, Optional<String> mechanism) implements Request {}

    record Unbind() implements Request {}

    /**
     * @param scope 0 base, 1 one level, 2 subtree; other values are the peer's mistake
     * @param sizeLimit entries at most; 0 for no limit of the client's
     * @param timeLimit seconds at most; likewise
     */
    record Search(
            String base,
            int scope,
            int deref,
            int sizeLimit,
            int timeLimit,
            boolean typesOnly,
            Filter filter,
            List<String> attributes)
            implements Request {}

    record Compare(String name, String attribute, byte[] value) implements Request {}

    record Abandon(int id) implements Request {}

    record Extended(String oid, Optional<byte[]> value) implements Request {}

    /** Something that would change the directory; nothing of it is read. */
    record Change(Kind kind) implements Request {}

    /** The kinds of change. */
    enum Kind {
        ADD,
        DELETE,
        MODIFY,
        MODIFY_DN
    }
}
