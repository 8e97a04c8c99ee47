// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import posthouse.base.Principal;

/**
 * Who is signed in.
 *
 * @param principal as whom the rooms below are asked
 * @param session the session's id (not its secret); empty when a password came with the request
 * @param name the address that was signed in with, for texts
 * @param standing whether it still holds
 */
public record Caller(Principal principal, String session, String name, Standing standing) {}
