// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

/** The three ends of a commit. */
public sealed interface Outcome {
    record Applied(Stamp stamp) implements Outcome {}

    /** Somebody else was first, or an asserted key exists; nothing was applied. */
    record Conflict(Stamp actual) implements Outcome {}

    /** The reply was lost: it may be there or not. Ask {@link AccountRows#resolve}; never simply repeat. */
    record Unknown(Stamp expected, long nonce) implements Outcome {}
}
