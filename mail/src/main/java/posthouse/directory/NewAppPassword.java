// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

/** A fresh app password with its secret, which is shown once and not kept. */
public record NewAppPassword(AppPassword appPassword, String secret) {}
