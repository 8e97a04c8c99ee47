// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.LinkedHashMap;
import java.util.Map;
import posthouse.base.BlobId;
import posthouse.store.NewEmail;
import posthouse.store.StagedBlob;

/** Blobs that a work refers to; those that are not durable yet ride in its commit. */
final class TxBlobs {
    private final Core core;
    private final Map<BlobId, Staged> fresh = new LinkedHashMap<>();

    TxBlobs(Core core) {
        this.core = core;
    }

    record Content(BlobId id, long size) {}

    Content content(NewEmail.Content content) {
        return switch (content) {
            case NewEmail.Content.Fresh f -> {
                Staged staged = take(f.blob());
                yield new Content(staged.id(), staged.size());
            }
            case NewEmail.Content.Shared shared -> {
                core.pins.pin(shared.blob());
                var info = core.engine.blobs().info(shared.blob());
                if (info.isEmpty() || !info.get().complete()) throw Core.notFound("blob");
                yield new Content(shared.blob(), info.get().size());
            }
        };
    }

    Staged take(StagedBlob blob) {
        if (!(blob instanceof Staged staged)) throw new IllegalArgumentException("not staged by this store");
        core.pins.pin(staged.id());
        if (!staged.durable()) fresh.put(staged.id(), staged);
        return staged;
    }

    Map<BlobId, Staged> fresh() {
        return fresh;
    }
}
