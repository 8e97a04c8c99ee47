// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Private keys in each form that a PEM file may have. */
final class PemKeys {
    private PemKeys() {}

    /** The first private key in the text of this file. */
    static PrivateKey read(Path file, String text) throws IOException {
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                if (entry instanceof PEMKeyPair pair)
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                if (entry instanceof PrivateKeyInfo info) return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        }
        throw new IOException("no readable private key in " + file.getFileName());
    }
}
