// SPDX-License-Identifier: Apache-2.0
/** The configuration file: where data lies and what is listened on; everything else is live state. */
@NullMarked
package posthouse.app.config;

import org.jspecify.annotations.NullMarked;
