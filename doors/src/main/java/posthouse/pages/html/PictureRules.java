// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import java.util.Optional;

/** Where pictures of a message come from. Answers are paths of this server. */
public interface PictureRules {
    /** The path of an embedded picture by its Content-ID. */
    Optional<String> embedded(String cid);

    /** The path under which a picture from outside is shown; empty when such pictures are blocked. */
    Optional<String> outside(String url);
}
