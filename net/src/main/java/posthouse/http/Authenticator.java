// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** Turns credentials into a principal. The directory's, handed in by the wiring. */
@FunctionalInterface
public interface Authenticator {
    /** Blocks while a password is verified. */
    Identity identify(Credentials credentials, Peer peer);
}
