// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/** Small opaque values of an account that have an id. The order is part of the format: append only. */
public enum ValueKind {
    IDENTITY('I', DataType.IDENTITY),
    SUBMISSION('X', DataType.EMAIL_SUBMISSION),
    RULE('Y', DataType.SIEVE_SCRIPT),
    PUSH('P', DataType.PUSH_SUBSCRIPTION),
    PREFERENCES('C', DataType.PREFERENCES),
    VACATION('c', DataType.VACATION_RESPONSE);

    private final char tag;
    private final DataType type;

    ValueKind(char tag, DataType type) {
        this.tag = tag;
        this.type = type;
    }

    /** First byte of its keys. */
    public char tag() {
        return tag;
    }

    /** The type whose state changes with it. */
    public DataType type() {
        return type;
    }
}
