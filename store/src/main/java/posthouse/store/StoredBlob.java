// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/**
 * Bytes behind a blob id.
 *
 * @param source the octets as stored
 * @param encoding content transfer encoding that a reader still has to undo; "identity" for whole messages and uploads
 * @param type media type, when known, else "application/octet-stream"
 */
public record StoredBlob(Source source, String encoding, String type) {}
