// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.tree;

import java.util.List;
import posthouse.base.Principal;

/** Where the tree has its groups from. */
interface GroupSource {
    /** Groups that the principal may see, by name. */
    List<Group> groups(Principal principal);
}
