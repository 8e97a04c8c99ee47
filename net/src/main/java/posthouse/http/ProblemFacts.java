// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.List;
import java.util.Optional;
import posthouse.base.ProblemId;

/** The members of a problem, RFC 9457 and ours, as the page and the JSON both show them. */
public record ProblemFacts(
        ProblemId id,
        int status,
        String title,
        String detail,
        String remedy,
        String instance,
        Optional<String> since,
        Optional<String> level,
        List<String> affected,
        List<String> unaffected) {}
