// SPDX-License-Identifier: Apache-2.0
/** The demo's sample organisation: people, threads, languages, attachments, the same at every start. */
@NullMarked
package posthouse.app.sample;

import org.jspecify.annotations.NullMarked;
