// SPDX-License-Identifier: Apache-2.0
/** What JMAP requests look like: strict JSON, arguments, references, ids. Knows neither socket nor store. */
@NullMarked
package posthouse.jmap.syntax;

import org.jspecify.annotations.NullMarked;
