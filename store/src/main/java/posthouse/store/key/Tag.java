// SPDX-License-Identifier: Apache-2.0
package posthouse.store.key;

/**
 * First byte of every key of an account: the whole tree as data. What follows is big-endian, so that byte order is numeric order.
 */
public enum Tag {
    /** Version, nonce, log floor, quota used, state of each type. */
    HEAD('V', "-"),
    /** What the account is, and its limits. */
    SPEC('K', "-"),
    /** What the states that others than the owner get are sealed with. */
    STATE_KEY('k', "-"),
    /** Which bit each keyword of one's own has. */
    KEYWORDS('W', "-"),
    MAILBOX('B', "mailbox"),
    /** An email in a mailbox. */
    MEMBER('M', "mailbox uid"),
    /** What changes of an email, and the reference to its blob. */
    EMAIL('E', "email"),
    /** What never changes of an email: prefix and index. */
    STATIC('G', "email"),
    /** Folded text, in chunks. */
    TEXT('F', "email n"),
    /** Emails of a thread and the message ids that lead to it. */
    THREAD('H', "thread"),
    /** Threads by message id. */
    FINDING('N', "hash(message id)"),
    UPLOAD('U', "upload"),
    DELIVERED('Z', "intake recipient"),
    RECOVERABLE('O', "time email"),
    IDENTITY('I', "id"),
    SUBMISSION('X', "id"),
    RULE('Y', "id"),
    PUSH('P', "id"),
    PREFERENCES('C', "id"),
    VACATION('c', "id"),
    JOB('J', "job"),
    LOG('L', "version n"),
    RECORD('T', "kind 0 key"),
    INTAKE('Q', "intake"),
    /** A role on a folder. */
    RIGHTS('A', "mailbox kind holder"),
    /** What a person has read in a folder that is not theirs; mailbox 0: when that last changed. */
    SEEN('S', "person mailbox"),
    /** Who posted an email into a folder that is not theirs. */
    AUTHOR('a', "email"),
    /** Which folder of a public root once had this name there. */
    FORMER('n', "parent hash(name)");

    private final byte letter;
    private final String parts;

    Tag(char letter, String parts) {
        this.letter = (byte) letter;
        this.parts = parts;
    }

    /** The byte itself. */
    public byte letter() {
        return letter;
    }

    /** What follows it. */
    public String parts() {
        return parts;
    }
}
