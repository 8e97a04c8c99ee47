// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/** What a writer does within one version of an account. */
@FunctionalInterface
public interface Work<T> {
    T run(Tx tx);
}
