// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.List;
import java.util.Optional;
import posthouse.base.Problem;
import posthouse.base.ProblemId;

/** The members of a problem, RFC 9457 and ours, as the page and the JSON both show them; titles and remedies for those who read them. */
public record ProblemFacts(
        ProblemId id,
        int status,
        String title,
        String detail,
        String remedy,
        String instance,
        Optional<String> since,
        Optional<String> level,
        List<Problem.Part> affected,
        List<Problem.Part> unaffected) {

    /** The same with other things left alone. */
    public ProblemFacts leavingAlone(List<Problem.Part> parts) {
        return new ProblemFacts(id, status, title, detail, remedy, instance, since, level, affected, parts);
    }
}
