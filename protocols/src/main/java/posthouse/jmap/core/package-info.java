// SPDX-License-Identifier: Apache-2.0
/** Requests through the method table, the session object, errors, push, upload and download. */
@NullMarked
package posthouse.jmap.core;

import org.jspecify.annotations.NullMarked;
