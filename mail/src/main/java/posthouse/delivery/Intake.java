// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

/**
 * One message on its way in: recipients, then octets, then commit or nothing. Used by one thread. Closing it without a
 * commit leaves no trace.
 */
public interface Intake extends AutoCloseable {
    /** Whether this message may go to this address ("name@domain", or "postmaster"). Stores nothing. */
    RecipientOutcome addRecipient(String address);

    /** How many recipients were accepted. */
    int recipients();

    /** Octets of the message as received. Refuses with TooLarge, Full, Unavailable; then only {@link #close} is left. */
    void write(byte[] buffer, int offset, int length);

    /** Makes it durable for its recipients; only after the answer may a sender forget it. */
    CommitOutcome commit();

    /**
     * To be called when the answer has been sent: carries a message that was taken for several to each of them. What fails
     * here is repeated from the journal, exactly once each.
     */
    void deliver();

    @Override
    void close();
}
