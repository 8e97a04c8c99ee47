// SPDX-License-Identifier: Apache-2.0

/** Public folders as pages, feeds and files, for visitors and for whoever is signed in. Inside of the pages room. */
@NullMarked
package posthouse.pages.folders;

import org.jspecify.annotations.NullMarked;
