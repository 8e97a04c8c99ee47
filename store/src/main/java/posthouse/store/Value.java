// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/** A small value with its id, which is the number of its public id (for example {@code IdentityId.value()}). At most 64 KiB. */
public record Value(long id, byte[] content) {}
