// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLEngine;

/** Makes the TLS engines of one server, and bounds how many handshakes compute at once: more only makes all of them late. */
final class TlsSource {
    private final Certificates certificates;
    private final Semaphore work =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    TlsSource(Certificates certificates) {
        this.certificates = certificates;
    }

    /** A server's engine with the certificate of this moment. */
    SSLEngine engine() {
        SSLEngine engine = certificates.sslContext().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        engine.setEnabledCipherSuites(Certificates.strong(engine.getSupportedCipherSuites()));
        return engine;
    }

    /** Runs a handshake's computation; holds its permit only for that, never while waiting for the peer. */
    void work(Runnable task) {
        work.acquireUninterruptibly();
        try {
            task.run();
        } finally {
            work.release();
        }
    }
}
