// SPDX-License-Identifier: Apache-2.0

/** What the templates show: plain records. Inside of the pages room. */
@NullMarked
package posthouse.pages.view;

import org.jspecify.annotations.NullMarked;
