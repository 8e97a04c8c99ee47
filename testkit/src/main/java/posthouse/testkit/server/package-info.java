// SPDX-License-Identifier: Apache-2.0
/** The product as a process, started through its public entry and spoken to only from outside. */
@NullMarked
package posthouse.testkit.server;

import org.jspecify.annotations.NullMarked;
