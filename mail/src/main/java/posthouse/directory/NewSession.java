// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

/** A fresh session with the secret that the browser keeps in its cookie. */
public record NewSession(Session session, String secret) {}
