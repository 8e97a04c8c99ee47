// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/**
 * What a sweep removed.
 *
 * @param kept blobs that something refers to or that are younger than the grace
 */
public record SweepReport(long blobs, long uploads, long recoverable, long marks, long kept) {}
