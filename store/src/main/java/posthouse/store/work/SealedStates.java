// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import posthouse.store.DataType;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.row.In;
import posthouse.store.row.Out;
import posthouse.store.row.Rows;
import posthouse.store.work.States.Position;

/**
 * States as text for those whose account it is not: a block that nobody reads or makes without the account's key, so that a
 * number that jumps tells nobody how much happens where they do not look. It carries the type and a mark of the reader and
 * their rights: under others it is no state.
 */
final class SealedStates {
    private static final int FORMAT = 1;
    private static final int BLOCK = 16;
    private static final int MARK_BITS = 44;
    private static final long MARK = (1L << MARK_BITS) - 1;
    private static final int MOST_OFFSET = (1 << 64 - MARK_BITS) - 1;
    private static final byte[] NO_KEY = new byte[BLOCK];

    private final SecretKeySpec key;
    private final long mark;

    SealedStates(Rows rows, long mark) {
        byte[] kept = rows.get(Keys.STATE_KEY)
                .map(value -> new In(value, FORMAT).rest())
                .orElse(NO_KEY);
        key = new SecretKeySpec(kept, "AES");
        this.mark = mark & MARK;
    }

    /** A new key, as its row has it. */
    static Bytes fresh(Core core) {
        return new Out(FORMAT, 1 + BLOCK)
                .fixed(core.fresh())
                .fixed(core.fresh())
                .done();
    }

    String text(DataType type, Position position) {
        if (position.offset() > MOST_OFFSET) throw new IllegalArgumentException("offset " + position.offset());
        var block = ByteBuffer.allocate(BLOCK)
                .putLong(position.version() << 8 | type.ordinal())
                .putLong((long) position.offset() << MARK_BITS | mark)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(run(Cipher.ENCRYPT_MODE, block));
    }

    /** Refuses with CannotCalculate what is no state of this type for this reader and their rights. */
    Position position(DataType type, String text) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw States.cannot(text);
        }
        if (sealed.length != BLOCK) throw States.cannot(text);
        var block = ByteBuffer.wrap(run(Cipher.DECRYPT_MODE, sealed));
        long first = block.getLong();
        long second = block.getLong();
        var position = new Position(first >>> 8, (int) (second >>> MARK_BITS));
        boolean ours = (first & 0xff) == type.ordinal() && (second & MARK) == mark;
        if (!ours || !text(type, position).equals(text)) throw States.cannot(text);
        return position;
    }

    private byte[] run(int mode, byte[] block) {
        try {
            // One block, and equal states must be equal texts: that is what this mode does, and all that is wanted.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks AES", e);
        }
    }
}
