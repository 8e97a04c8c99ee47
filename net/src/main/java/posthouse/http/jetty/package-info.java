// SPDX-License-Identifier: Apache-2.0
/** The only place that knows the HTTP server library. */
@NullMarked
package posthouse.http.jetty;

import org.jspecify.annotations.NullMarked;
