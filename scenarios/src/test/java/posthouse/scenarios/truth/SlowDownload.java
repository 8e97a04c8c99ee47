// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A download that reads 2 MB a second, and notes when and how it ended. */
final class SlowDownload implements AutoCloseable {
    private static final int STEP = 64 * 1024;
    private static final int RATE = 2_000_000;

    /** What its own kernel may keep for it, and how it takes that. */
    enum Reader {
        /** A small window: nearly nothing lies unread. */
        SMALL,
        /** What the kernel thinks right. */
        AS_IT_COMES,
        /** A buffer of several seconds. */
        WIDE,
        /** What the kernel thinks right; takes whatever is there, and rests for as long as that lasts. */
        GREEDY
    }

    /** How it ended: whether all bytes came, how many, and when (nanoseconds of the machine). */
    record End(boolean whole, long bytes, long at) {}

    private final Socket socket = new Socket();
    private final Reader reader;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile boolean hurry;

    SlowDownload(LiveHouse live, String name, String path, long size) throws IOException {
        this(live, name, path, size, Reader.SMALL);
    }

    SlowDownload(LiveHouse live, String name, String path, long size, Reader reader) throws IOException {
        this.reader = reader;
        switch (reader) {
            case SMALL -> socket.setReceiveBufferSize(STEP);
            case WIDE -> socket.setReceiveBufferSize(4 << 20);
            case AS_IT_COMES, GREEDY -> {}
        }
        String[] at = live.address("web").split(":");
        socket.connect(new InetSocketAddress(at[0], Integer.parseInt(at[1])));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                                + LiveHouse.basic(name) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String status = line(in);
        if (!status.contains(" 200 ")) throw new AssertionError(status);
        while (!line(in).isEmpty()) {
            // Headers.
        }
        Thread.ofVirtual().start(() -> read(in, size));
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') text.append((char) c);
        return text.toString();
    }

    private void read(InputStream in, long size) {
        long bytes = 0;
        try {
            var buffer = new byte[STEP];
            long taken = 0;
            while (true) {
                int n = in.read(buffer);
                if (n < 0) break;
                bytes += n;
                taken += n;
                if (hurry || reader == Reader.GREEDY && in.available() > 0) continue;
                Thread.sleep(1000L * taken / RATE);
                taken = 0;
            }
        } catch (IOException e) {
            // Broken off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.complete(new End(bytes == size, bytes, System.nanoTime()));
    }

    /** Reads the rest as fast as it comes. */
    void hurry() {
        hurry = true;
    }

    boolean running() {
        return !end.isDone();
    }

    End end() throws Exception {
        return end.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
