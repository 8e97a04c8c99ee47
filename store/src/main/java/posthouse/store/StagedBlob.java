// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import posthouse.base.BlobId;

/** Bytes that were taken in and belong to no account yet; may be used in several commits, for an hour. */
public interface StagedBlob {
    BlobId id();

    long size();

    /** SHA-256 of the content, 32 bytes. For integrity only. */
    byte[] sha256();

    /** The content. */
    Source source();
}
