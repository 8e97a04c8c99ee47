// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** Renders a problem as a page, for browsers. Must not fail and must not need anything above this room. */
@FunctionalInterface
public interface ProblemPages {
    /** The page in UTF-8; may set headers (Content-Security-Policy) on the exchange. */
    byte[] page(ProblemFacts facts, Exchange exchange);

    /** The facts without what is known to be otherwise just now. Waits a moment at most. */
    default ProblemFacts known(ProblemFacts facts) {
        return facts;
    }
}
