// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Makes the demo's own certificate authority and a certificate for this machine's loopback names. */
final class DemoAuthority {
    private static final Duration LIFE = Duration.ofDays(365);

    private DemoAuthority() {}

    /** Makes ca.pem, server.pem and server-key.pem. */
    static void make(Path directory, Instant now) {
        try {
            Files.createDirectories(directory);
            sign(directory, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot make a certificate", e);
        }
    }

    private static void sign(Path directory, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        SecureRandom random = new SecureRandom();
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair authority = keys.generateKeyPair();
        KeyPair server = keys.generateKeyPair();
        Date from = Date.from(now.minus(Duration.ofDays(1)));
        Date until = Date.from(now.plus(LIFE));
        X500Name issuer = new X500Name("CN=Posthouse demo authority " + Long.toHexString(random.nextLong()));
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();

        var root = new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(64, random).setBit(62), from, until, issuer, authority.getPublic());
        root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        root.addExtension(
                Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(authority.getPublic()));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
        X509CertificateHolder rootCertificate = root.build(signer);

        var leaf = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, random).setBit(62),
                from,
                until,
                new X500Name("CN=localhost"),
                server.getPublic());
        leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names()));
        leaf.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(server.getPublic()));
        leaf.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(rootCertificate));
        X509CertificateHolder leafCertificate = leaf.build(signer);

        // The authority's key is dropped: nothing else can ever be signed in its name.
        write(
                directory.resolve("server-key.pem"),
                "rw-------",
                new PemObject("PRIVATE KEY", server.getPrivate().getEncoded()));
        write(directory.resolve("server.pem"), "rw-r--r--", leafCertificate, rootCertificate);
        write(directory.resolve("ca.pem"), "rw-r--r--", rootCertificate);
    }

    private static GeneralName[] names() {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9.-]{1,253}") && !host.matches("[0-9.]+") && !host.equals("localhost"))
                names.add(new GeneralName(GeneralName.dNSName, host));
        } catch (UnknownHostException ignored) {
            // A machine without a name of its own has its loopback names.
        }
        return names.toArray(GeneralName[]::new);
    }

    private static void write(Path file, String mode, Object... entries) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (Object entry : entries) pem.writeObject(entry);
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        Files.writeString(next, text.toString());
        Files.move(
                next,
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
