// SPDX-License-Identifier: Apache-2.0
package posthouse.store.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.EngineRows;

/** Makes and reads keys. */
public final class Keys {
    public static final Bytes HEAD = EngineRows.STAMP;
    public static final Bytes SPEC = first(Tag.SPEC);
    public static final Bytes STATE_KEY = first(Tag.STATE_KEY);
    public static final Bytes KEYWORDS = first(Tag.KEYWORDS);

    /** Lowest key of a tag. */
    public static Bytes first(Tag tag) {
        return new Bytes(new byte[] {tag.letter()});
    }

    /** Above every key of a tag. */
    public static Bytes end(Tag tag) {
        return new Bytes(new byte[] {(byte) (tag.letter() + 1)});
    }

    /** A tag and one number; also the lowest key below it. */
    public static Bytes of(Tag tag, long id) {
        return of(tag.letter(), id);
    }

    /** A letter and one number. */
    public static Bytes of(byte letter, long id) {
        var key = new byte[9];
        key[0] = letter;
        put(key, 1, id);
        return new Bytes(key);
    }

    /** Above every key that begins with the tag and this number. */
    public static Bytes after(Tag tag, long id) {
        if (id == -1) return end(tag);
        return of(tag, id + 1);
    }

    public static Bytes member(long mailbox, long uid) {
        var key = new byte[13];
        key[0] = Tag.MEMBER.letter();
        put(key, 1, mailbox);
        ByteBuffer.wrap(key).putInt(9, (int) uid);
        return new Bytes(key);
    }

    /** The uid in the key of a member row. */
    public static long uid(Bytes memberKey) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(memberKey.array()).getInt(9));
    }

    public static Bytes text(long email, int chunk) {
        var key = new byte[10];
        key[0] = Tag.TEXT.letter();
        put(key, 1, email);
        key[9] = (byte) chunk;
        return new Bytes(key);
    }

    public static Bytes recoverable(long time, long email) {
        var key = new byte[17];
        key[0] = Tag.RECOVERABLE.letter();
        put(key, 1, time);
        put(key, 9, email);
        return new Bytes(key);
    }

    /** Rows of a version in the log; 0 is the head. */
    public static Bytes log(long version, int chunk) {
        var key = new byte[10];
        key[0] = Tag.LOG.letter();
        put(key, 1, version);
        key[9] = (byte) chunk;
        return new Bytes(key);
    }

    public static Bytes delivered(long intake, String recipient) {
        byte[] text = recipient.getBytes(StandardCharsets.UTF_8);
        var key = new byte[9 + text.length];
        key[0] = Tag.DELIVERED.letter();
        put(key, 1, intake);
        System.arraycopy(text, 0, key, 9, text.length);
        return new Bytes(key);
    }

    /** A record; with an empty key the lowest of its kind. */
    public static Bytes record(String kind, String key) {
        byte[] k = kind.getBytes(StandardCharsets.UTF_8);
        byte[] rest = key.getBytes(StandardCharsets.UTF_8);
        var out = new byte[2 + k.length + rest.length];
        out[0] = Tag.RECORD.letter();
        System.arraycopy(k, 0, out, 1, k.length);
        System.arraycopy(rest, 0, out, 2 + k.length, rest.length);
        return new Bytes(out);
    }

    /** The key within its kind. */
    public static String recordKey(String kind, Bytes row) {
        int skip = 2 + kind.getBytes(StandardCharsets.UTF_8).length;
        return new String(row.array(), skip, row.array().length - skip, StandardCharsets.UTF_8);
    }

    /** The number after the tag. */
    public static long id(Bytes key) {
        return ByteBuffer.wrap(key.array()).getLong(1);
    }

    /** The second number after the tag. */
    public static long second(Bytes key) {
        return ByteBuffer.wrap(key.array()).getLong(9);
    }

    /** The smallest key above every key that begins with this one. */
    public static Bytes above(Bytes prefix) {
        byte[] next = prefix.array().clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) return new Bytes(java.util.Arrays.copyOf(next, i + 1));
        }
        return new Bytes(new byte[] {(byte) 0xff, (byte) 0xff});
    }

    /** The smallest key above this one. */
    public static Bytes justAfter(Bytes key) {
        return new Bytes(java.util.Arrays.copyOf(key.array(), key.array().length + 1));
    }

    /** A tag and two numbers. */
    public static Bytes of(Tag tag, long first, long second) {
        var key = new byte[17];
        key[0] = tag.letter();
        put(key, 1, first);
        put(key, 9, second);
        return new Bytes(key);
    }

    public static Bytes rights(long mailbox, int kind, long holder) {
        var key = new byte[18];
        key[0] = Tag.RIGHTS.letter();
        put(key, 1, mailbox);
        key[9] = (byte) kind;
        put(key, 10, holder);
        return new Bytes(key);
    }

    private static void put(byte[] into, int at, long value) {
        for (int i = 7; i >= 0; i--) {
            into[at + i] = (byte) value;
            value >>>= 8;
        }
    }

    private Keys() {}
}
