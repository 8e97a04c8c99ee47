// SPDX-License-Identifier: Apache-2.0
/** The mailbox in Chromium, driven by node scripts beside these tests. */
@NullMarked
package posthouse.scenarios.browser;

import org.jspecify.annotations.NullMarked;
