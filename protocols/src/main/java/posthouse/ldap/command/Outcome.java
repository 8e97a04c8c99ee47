// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.9, §4.4.1
package posthouse.ldap.command;

import posthouse.ldap.syntax.Result;

/** What an operation comes to. */
public sealed interface Outcome {
    record Answer(Result result) implements Outcome {}

    /** Nothing is said, as with Abandon. */
    record Silence() implements Outcome {}

    /** The client has left. */
    record Close() implements Outcome {}

    /** The session ends with a notice of disconnection. */
    record Disconnect(Result result) implements Outcome {}

    /** After this answer TLS begins. */
    record StartTls(Result result) implements Outcome {}
}
