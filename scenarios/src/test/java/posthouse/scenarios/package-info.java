// SPDX-License-Identifier: Apache-2.0
/** Whole-server tests: each starts the server through its public entry and speaks to it only from outside. */
@NullMarked
package posthouse.scenarios;

import org.jspecify.annotations.NullMarked;
