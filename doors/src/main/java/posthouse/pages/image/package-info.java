// SPDX-License-Identifier: Apache-2.0

/** Shows pictures from outside without telling the outside who reads. Inside of the pages room. */
@NullMarked
package posthouse.pages.image;

import org.jspecify.annotations.NullMarked;
