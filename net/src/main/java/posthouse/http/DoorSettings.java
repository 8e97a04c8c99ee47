// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.base.Problems;

/**
 * What a door is made with.
 *
 * @param cookie name of its session cookie; over TLS it gets the prefix __Host-
 * @param authenticator who turns credentials into principals
 * @param pages renders problems for browsers; without it every problem is JSON
 * @param strictTransport sends HSTS over TLS (not for a demo on loopback)
 * @param random source of incident names and nonces, must be cryptographic
 */
public record DoorSettings(
        String cookie,
        Authenticator authenticator,
        Optional<ProblemPages> pages,
        Problems problems,
        HttpLimits limits,
        boolean strictTransport,
        Clock clock,
        RandomGenerator random) {}
