// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.store.engine.Bytes;

/** Keys on disk. Rows: account (8 bytes), key. Blobs: id (8 bytes), 0 for the manifest; id, 1, index (4 bytes) for a chunk. */
final class Keys {
    static final int ID = Long.BYTES;
    private static final byte MANIFEST = 0;
    private static final byte CHUNK = 1;

    private Keys() {}

    static byte[] row(AccountId account, Bytes key) {
        return ByteBuffer.allocate(ID + key.array().length)
                .putLong(account.value())
                .put(key.array())
                .array();
    }

    static Bytes rowKey(byte[] stored) {
        return new Bytes(Arrays.copyOfRange(stored, ID, stored.length));
    }

    static byte[] manifest(BlobId id) {
        return ByteBuffer.allocate(ID + 1).putLong(id.value()).put(MANIFEST).array();
    }

    static byte[] chunk(BlobId id, int index) {
        return ByteBuffer.allocate(ID + 1 + Integer.BYTES)
                .putLong(id.value())
                .put(CHUNK)
                .putInt(index)
                .array();
    }

    static boolean isManifest(byte[] stored) {
        return stored.length == ID + 1 && stored[ID] == MANIFEST;
    }

    static byte[] first(long id) {
        return ByteBuffer.allocate(ID).putLong(id).array();
    }

    static long id(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
