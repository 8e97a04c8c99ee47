// SPDX-License-Identifier: Apache-2.0
/** Insides: accounts at work; reading at a version, works run in groups, commits, changes published. */
@NullMarked
package posthouse.store.work;

import org.jspecify.annotations.NullMarked;
