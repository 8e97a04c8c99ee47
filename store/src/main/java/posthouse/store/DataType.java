// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/** Types with a JMAP state of their own. The order is part of the format: append only. */
public enum DataType {
    MAILBOX("Mailbox"),
    EMAIL("Email"),
    EMAIL_DELIVERY("EmailDelivery"),
    THREAD("Thread"),
    IDENTITY("Identity"),
    EMAIL_SUBMISSION("EmailSubmission"),
    VACATION_RESPONSE("VacationResponse"),
    QUOTA("Quota"),
    PUSH_SUBSCRIPTION("PushSubscription"),
    SIEVE_SCRIPT("SieveScript"),
    RIGHTS("Rights"),
    PREFERENCES("Preferences"),
    RECORD("Record"),
    JOB("Job"),
    /** What somebody has read in a folder that is not theirs. */
    SEEN("Seen");

    private final String jmap;

    DataType(String jmap) {
        this.jmap = jmap;
    }

    /** The name in JMAP. */
    public String jmap() {
        return jmap;
    }
}
