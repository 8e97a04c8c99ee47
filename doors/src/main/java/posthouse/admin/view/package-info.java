// SPDX-License-Identifier: Apache-2.0

/** What the console's templates show: plain records. Inside of the admin room. */
@NullMarked
package posthouse.admin.view;

import org.jspecify.annotations.NullMarked;
