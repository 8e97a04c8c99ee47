// SPDX-License-Identifier: Apache-2.0
/** Data directories of earlier formats, which this version opens. */
@NullMarked
package posthouse.scenarios.format;

import org.jspecify.annotations.NullMarked;
