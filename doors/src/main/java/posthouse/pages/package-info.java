// SPDX-License-Identifier: Apache-2.0

/** Server-rendered pages that work without JavaScript: sign-in, problem pages, knowledge base, status, the message frame, print, source and files of a message, the image proxy. */
@NullMarked
package posthouse.pages;

import org.jspecify.annotations.NullMarked;
