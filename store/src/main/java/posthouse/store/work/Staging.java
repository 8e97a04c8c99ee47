// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posthouse.base.BlobId;
import posthouse.store.BlobStage;
import posthouse.store.StagedBlob;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;

/** Takes bytes in: in memory while they are few, then to the engine. */
final class Staging extends BlobStage {
    private final Blobs blobs;
    private final BlobId id;
    private final Set<BlobId> coming;
    private final MessageDigest digest;
    private byte[] buffer = new byte[8 << 10];
    private long size;
    private Blobs.@Nullable Staged large;
    private boolean over;

    Staging(Blobs blobs, BlobId id, Set<BlobId> coming) {
        this.blobs = blobs;
        this.coming = coming;
        this.id = id;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (over) throw new IllegalStateException("ended");
        digest.update(source, offset, length);
        if (large == null && size + length > Blobs.SMALL) spill();
        if (large != null) {
            large.write(source, offset, length);
        } else {
            int needed = (int) size + length;
            if (needed > buffer.length) buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
            System.arraycopy(source, offset, buffer, (int) size, length);
        }
        size += length;
    }

    private void spill() {
        coming.add(id);
        large = blobs.stage(id);
        large.write(buffer, 0, (int) size);
        buffer = new byte[0];
    }

    @Override
    public StagedBlob finish() {
        if (over) throw new IllegalStateException("ended");
        byte[] sha256 = digest.digest();
        if (large != null) large.finish();
        Optional<Bytes> content =
                large != null ? Optional.empty() : Optional.of(new Bytes(Arrays.copyOf(buffer, (int) size)));
        close();
        return new Staged(blobs, id, size, sha256, content);
    }

    @Override
    public void close() {
        over = true;
        buffer = new byte[0];
        if (large != null) large.close();
        large = null;
        coming.remove(id);
    }
}
