// SPDX-License-Identifier: Apache-2.0

/** Articles of the knowledge base. Inside of the pages room. */
@NullMarked
package posthouse.pages.kb;

import org.jspecify.annotations.NullMarked;
