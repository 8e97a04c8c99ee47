// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.List;

/**
 * What a check found.
 *
 * @param findings each broken invariant in a sentence, at most 1,000
 * @param rows rows read
 */
public record CheckReport(long accounts, long emails, long blobs, long rows, List<String> findings) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    public boolean clean() {
        return findings.isEmpty();
    }
}
