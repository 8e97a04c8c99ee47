// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.store.DataType;
import posthouse.store.Role;
import posthouse.store.engine.Bytes;

/**
 * The {@code V} row: an account's version and what changes with nearly every commit.
 *
 * @param floor the log is complete above this version
 * @param deleted the account is gone; its id is not used again
 * @param usedBytes prefix and blob of every email
 * @param roles by the role's ordinal, the mailbox that has it, or 0; not to be changed
 * @param states by the type's ordinal, the last version at which it changed; not to be changed
 */
public record Head(
        long version,
        long nonce,
        long floor,
        boolean deleted,
        long usedBytes,
        long emails,
        long uploadBytes,
        long[] states,
        long[] roles) {
    private static final int FORMAT = 1;

    /** Before the first commit. */
    public static final Head NONE =
            new Head(0, 0, 0, false, 0, 0, 0, new long[DataType.values().length], new long[Role.values().length]);

    public static Head read(Bytes value) {
        In in = new In(value, FORMAT);
        long version = in.fixed();
        long nonce = in.fixed();
        boolean deleted = (in.octet() & 1) != 0;
        long floor = in.number();
        long used = in.number();
        long emails = in.number();
        long uploads = in.number();
        var states = new long[DataType.values().length];
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long behind = in.number();
            if (i < states.length) states[i] = version - behind;
        }
        var roles = new long[Role.values().length];
        int held = in.count();
        for (int i = 0; i < held; i++) {
            int role = in.octet();
            long mailbox = in.fixed();
            if (role < roles.length) roles[role] = mailbox;
        }
        return new Head(version, nonce, floor, deleted, used, emails, uploads, states, roles);
    }

    public Bytes write() {
        Out out = new Out(FORMAT, 64).fixed(version).fixed(nonce).octet(deleted ? 1 : 0);
        out.number(floor).number(usedBytes).number(emails).number(uploadBytes).number(states.length);
        for (long state : states) out.number(version - state);
        int held = 0;
        for (long mailbox : roles) if (mailbox != 0) held++;
        out.number(held);
        for (int i = 0; i < roles.length; i++) if (roles[i] != 0) out.octet(i).fixed(roles[i]);
        return out.done();
    }

    public long state(DataType type) {
        return states[type.ordinal()];
    }

    /** The mailbox with this role; 0 for none. */
    public long role(Role role) {
        return roles[role.ordinal()];
    }

    public Head withNonce(long to) {
        return new Head(version, to, floor, deleted, usedBytes, emails, uploadBytes, states, roles);
    }

    public Head withFloor(long to) {
        return new Head(version, nonce, to, deleted, usedBytes, emails, uploadBytes, states, roles);
    }
}
