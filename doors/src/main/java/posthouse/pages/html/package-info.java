// SPDX-License-Identifier: Apache-2.0

/** Makes foreign HTML and text safe to show: elements, attributes, styles and addresses by list of what is allowed. Inside of the pages room. */
@NullMarked
package posthouse.pages.html;

import org.jspecify.annotations.NullMarked;
