// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a blocking transport with an engine of its own: while idle it holds five bytes, not the two record buffers
 * that an SSLSocket keeps.
 */
final class TlsTransport implements Transport {
    private final Transport raw;
    private final SSLEngine engine;
    private final Buffers buffers;
    private final Consumer<Runnable> worker;
    private final ByteBuffer header = ByteBuffer.allocate(5);
    private @Nullable ByteBuffer net;
    private @Nullable ByteBuffer app;

    TlsTransport(Transport raw, SSLEngine engine, Buffers buffers, Consumer<Runnable> worker) {
        this.worker = worker;
        this.raw = raw;
        this.engine = engine;
        this.buffers = buffers;
    }

    SSLSession session() {
        return engine.getSession();
    }

    /** Shakes hands as whichever side the engine is. */
    void handshake() throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap()) throw new EOFException("the peer left during the TLS handshake");
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (true) {
            ByteBuffer ready = app;
            if (ready != null) {
                int n = Math.min(ready.remaining(), into.remaining());
                into.put(into.position(), ready, ready.position(), n);
                into.position(into.position() + n);
                ready.position(ready.position() + n);
                if (!ready.hasRemaining()) releaseApp();
                return n;
            }
            if (!unwrap()) return -1;
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) runTasks();
            else if (status == HandshakeStatus.NEED_WRAP) wrap(ByteBuffer.allocate(0));
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) wrap(from);
    }

    @Override
    public void finish() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP)
            wrap(ByteBuffer.allocate(0));
        raw.finish();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
            worker.accept(task);
    }

    /** Takes in one record, or as much as the engine wants; false at the end of the stream. */
    private boolean unwrap() throws IOException {
        ByteBuffer records = net;
        if (records == null) {
            if (raw.read(header.clear()) < 0) return false;
            records = buffers.take().put(header.flip()).flip();
            net = records;
        }
        while (true) {
            ByteBuffer plain = buffers.take();
            SSLEngineResult result = engine.unwrap(records, plain);
            if (plain.position() > 0) app = plain.flip();
            else buffers.give(plain);
            switch (result.getStatus()) {
                case OK -> {
                    if (!records.hasRemaining()) releaseNet();
                    return true;
                }
                case BUFFER_UNDERFLOW -> {
                    records.compact();
                    int n = raw.read(records);
                    records.flip();
                    if (n < 0) return false;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a TLS record larger than the standard allows");
            }
        }
    }

    private void wrap(ByteBuffer from) throws IOException {
        ByteBuffer out = buffers.take();
        try {
            SSLEngineResult result = engine.wrap(from, out);
            raw.write(out.flip());
            if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining())
                throw new EOFException("TLS is closed");
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) runTasks();
        } finally {
            buffers.give(out);
        }
    }

    private void releaseApp() {
        if (app != null) buffers.give(app);
        app = null;
    }

    private void releaseNet() {
        if (net != null) buffers.give(net);
        net = null;
    }

    /** Gives the buffers back once nobody reads any more. */
    void release() {
        releaseApp();
        releaseNet();
    }
}
