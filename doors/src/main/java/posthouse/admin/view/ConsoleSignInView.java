// SPDX-License-Identifier: Apache-2.0
package posthouse.admin.view;

/** The console's sign-in form; an empty note means that there is nothing to say. */
public record ConsoleSignInView(String css, String nonce, String username, String note, String kb) {}
