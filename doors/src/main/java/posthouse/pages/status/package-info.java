// SPDX-License-Identifier: Apache-2.0

/** Status, liveness, readiness. Inside of the pages room. */
@NullMarked
package posthouse.pages.status;

import org.jspecify.annotations.NullMarked;
