// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** Argon2id (RFC 9106), at most as many at once as there are cores, on platform threads, so that nothing else starves. */
final class Passwords implements AutoCloseable {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int WAITING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ThreadPoolExecutor pool;
    private final RandomGenerator random;
    private final byte[] nobody;

    Passwords(RandomGenerator random, int cores) {
        this.random = random;
        this.pool = new ThreadPoolExecutor(
                cores,
                cores,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                run -> Thread.ofPlatform().name("argon2").daemon().unstarted(run));
        pool.allowCoreThreadTimeOut(true);
        this.nobody = encode(PASSES, MEMORY_KIB, bytes(SALT), new byte[HASH]);
    }

    /** The hash to keep: parameters, salt and digest. */
    byte[] hash(String password) {
        byte[] salt = bytes(SALT);
        return encode(PASSES, MEMORY_KIB, salt, onPool(password, salt, PASSES, MEMORY_KIB));
    }

    /** Whether the password gives this hash; takes equally long either way. */
    boolean matches(String password, byte[] kept) {
        int passes = kept[1];
        int memory = (kept[2] & 255) << 16 | (kept[3] & 255) << 8 | kept[4] & 255;
        byte[] salt = Arrays.copyOfRange(kept, 5, 5 + SALT);
        byte[] expected = Arrays.copyOfRange(kept, 5 + SALT, kept.length);
        return MessageDigest.isEqual(expected, onPool(password, salt, passes, memory));
    }

    /** Spends the time of a check for somebody who does not exist. */
    void matchesNobody(String password) {
        matches(password, nobody);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private byte[] onPool(String password, byte[] salt, int passes, int memory) {
        Future<byte[]> result;
        try {
            result = pool.submit(() -> argon2(password, salt, passes, memory));
        } catch (RejectedExecutionException e) {
            throw notChecked(e);
        }
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notChecked(e);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw notChecked(e);
        } finally {
            result.cancel(true);
        }
    }

    private static Refused notChecked(Exception cause) {
        return new Refused(new Failure.Busy(KB.TOO_MANY_TRIES, "sign-in", Duration.ofSeconds(30)), cause);
    }

    private static byte[] argon2(String password, byte[] salt, int passes, int memory) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(passes)
                .withMemoryAsKB(memory)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var out = new byte[HASH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private static byte[] encode(int passes, int memory, byte[] salt, byte[] hash) {
        var out = new byte[5 + salt.length + hash.length];
        out[0] = 1;
        out[1] = (byte) passes;
        out[2] = (byte) (memory >>> 16);
        out[3] = (byte) (memory >>> 8);
        out[4] = (byte) memory;
        System.arraycopy(salt, 0, out, 5, salt.length);
        System.arraycopy(hash, 0, out, 5 + salt.length, hash.length);
        return out;
    }

    private byte[] bytes(int count) {
        var out = new byte[count];
        random.nextBytes(out);
        return out;
    }
}
