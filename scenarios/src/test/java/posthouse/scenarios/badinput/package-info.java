// SPDX-License-Identifier: Apache-2.0
/** Hostile and broken input on every open port: refused with a precise answer or stored unharmed. */
@NullMarked
package posthouse.scenarios.badinput;

import org.jspecify.annotations.NullMarked;
