// SPDX-License-Identifier: Apache-2.0
/** Public folders from outside: rights on every interface, revocation, and what a visitor can reach. */
@NullMarked
package posthouse.scenarios.folders;

import org.jspecify.annotations.NullMarked;
