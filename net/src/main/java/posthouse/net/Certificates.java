// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * The one certificate of the server, for every listener. {@link #reload} swaps it while connections stay open; handshakes
 * from then on show the new one.
 */
public final class Certificates {
    private static final String ALIAS = "posthouse";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** How long before its end the demo's certificate is made anew. */
    private static final Duration RENEWED = Duration.ofDays(30);

    private final Path chainFile;
    private final Path keyFile;
    private final Optional<Path> authority;
    private final SSLContext context;
    private volatile Material material;

    private record Material(X509Certificate[] chain, PrivateKey key) {}

    private Certificates(Path chainFile, Path keyFile, Optional<Path> authority) {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.authority = authority;
        this.material = read();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Current()}, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** A certificate chain and its key from PEM files. Refuses with Broken (KB1601) when they cannot be used. */
    public static Certificates fromPem(Path chain, Path key) {
        return new Certificates(chain, key, Optional.empty());
    }

    /** A certificate of an authority of the demo's own, made in the directory where it is missing or about to expire. */
    public static Certificates demo(Path directory, Clock clock) {
        Path ca = directory.resolve("ca.pem");
        Path server = directory.resolve("server.pem");
        if (!Files.exists(ca) || !lasts(server, clock.now().plus(RENEWED))) DemoAuthority.make(directory, clock.now());
        return new Certificates(server, directory.resolve("server-key.pem"), Optional.of(ca));
    }

    /** Makes engines that show the certificate of the moment. */
    public SSLContext sslContext() {
        return context;
    }

    /** The PEM file of the demo's own authority. */
    public Optional<Path> authority() {
        return authority;
    }

    /** When the certificate in use expires. */
    public Instant expires() {
        return material.chain[0].getNotAfter().toInstant();
    }

    /** Reads the files again. When they cannot be used, refuses with Broken (KB1601) and the old one stays in use. */
    public void reload() {
        material = read();
    }

    /** The cipher suites with authenticated encryption and forward secrecy, of those that are there. */
    public static String[] strong(String[] supported) {
        return Arrays.stream(supported)
                .filter(s -> s.startsWith("TLS_AES_")
                        || s.startsWith("TLS_CHACHA20_")
                        || (s.startsWith("TLS_ECDHE_") && (s.contains("_GCM_") || s.contains("_CHACHA20_"))))
                .toArray(String[]::new);
    }

    private static boolean lasts(Path certificate, Instant until) {
        try {
            return chain(certificate)[0].getNotAfter().toInstant().isAfter(until);
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private Material read() {
        Path at = chainFile;
        try {
            X509Certificate[] chain = chain(chainFile);
            at = keyFile;
            PrivateKey key = key(keyFile, chain[0].getPublicKey().getAlgorithm());
            // The demo's were made together: the proof would take a fifth of its start.
            if (authority.isEmpty() && !belong(chain[0], key)) throw new IOException("cert.other-key");
            return new Material(chain, key);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new Refused(
                    new Failure.Broken(KB.CERTIFICATE_UNREADABLE, Objects.toString(at.getFileName()), why(e)), e);
        }
    }

    private static String why(Exception fault) {
        if (fault instanceof NoSuchFileException) return "cert.missing";
        if (fault instanceof AccessDeniedException) return "cert.right";
        return Objects.toString(fault.getMessage(), fault.getClass().getSimpleName());
    }

    /** Whether what the key signs is what the certificate vouches for: else every handshake would fail. */
    private static boolean belong(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "";
        };
        // Keys of a rarer kind are taken at their word.
        if (algorithm.isEmpty()) return true;
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) return false;
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(certificate.getEncoded());
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(certificate.getEncoded());
        return verifier.verify(signer.sign());
    }

    /** What is wrong with the certificate in use at that time (KB1603); empty when it is valid. */
    public Optional<Failure> invalid(Instant now) {
        X509Certificate own = material.chain[0];
        Instant from = own.getNotBefore().toInstant();
        Instant until = own.getNotAfter().toInstant();
        if (now.isBefore(from)) return Optional.of(notValid("it is valid only from " + from + " on"));
        return now.isAfter(until) ? Optional.of(notValid("it expired at " + until)) : Optional.empty();
    }

    private Failure notValid(String why) {
        return new Failure.Broken(KB.CERTIFICATE_EXPIRED, Objects.toString(chainFile.getFileName()), why);
    }

    private static X509Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) throw new IOException("no certificate in " + file.getFileName());
            return all.stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        }
    }

    /** A key as most tools write it is read by the JDK, which starts faster; every other by {@link PemKeys}. */
    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith(BEGIN) && text.endsWith(END) && text.indexOf(BEGIN, 1) < 0) {
            String encoded = text.substring(BEGIN.length(), text.length() - END.length());
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
            } catch (IllegalArgumentException | InvalidKeySpecException e) {
                // A key of another kind than the certificate's, or damaged: told below.
            }
        }
        return PemKeys.read(file, text);
    }

    /** Gives each handshake what is current at that moment. */
    private final class Current extends X509ExtendedKeyManager {
        private String @Nullable [] aliases(@Nullable String keyType) {
            return fits(keyType) ? new String[] {ALIAS} : null;
        }

        private boolean fits(@Nullable String keyType) {
            if (keyType == null) return false;
            String algorithm = material.key.getAlgorithm();
            return keyType.equals(algorithm)
                    || keyType.startsWith(algorithm + "_")
                    || keyType.equals("RSASSA-PSS") && algorithm.equals("RSA");
        }

        @Override
        public String @Nullable [] getServerAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
            return aliases(keyType);
        }

        @Override
        public @Nullable String chooseServerAlias(
                @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return fits(keyType) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return fits(keyType) ? ALIAS : null;
        }

        @Override
        public String @Nullable [] getClientAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(@Nullable String alias) {
            return material.chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(@Nullable String alias) {
            return material.key;
        }
    }
}
