// SPDX-License-Identifier: Apache-2.0
/** Tests of the pace of slow readers. */
@NullMarked
package posthouse.http.pace;

import org.jspecify.annotations.NullMarked;
