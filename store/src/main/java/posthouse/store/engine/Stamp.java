// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

/** An account's version and the nonce of the commit that made it; version 0 and nonce 0 before the first commit. */
public record Stamp(long version, long nonce) {
    public static final Stamp NONE = new Stamp(0, 0);
}
