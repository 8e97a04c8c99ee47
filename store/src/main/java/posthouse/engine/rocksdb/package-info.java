// SPDX-License-Identifier: Apache-2.0
/** The embedded default engine: one RocksDB for the rows and the message bytes of all accounts, one thread that commits. */
@NullMarked
package posthouse.engine.rocksdb;

import org.jspecify.annotations.NullMarked;
