// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

/** A key and its value. */
public record Row(Bytes key, Bytes value) {}
