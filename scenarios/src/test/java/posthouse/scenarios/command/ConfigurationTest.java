// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.app.config.Configuration;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** Whatever does not fit in the configuration is refused with its place, and nothing is passed over. */
class ConfigurationTest {
    private static final String LISTEN = "\n[listen]\nweb = \"127.0.0.1:0\"\n";

    @TempDir
    Path folder;

    private Failure refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("house.toml"), text);
        return assertThrows(Refused.class, () -> Configuration.read(file)).failure();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data = \"d\"\nlisten = \"x\"",
                "data = \"d\"\ntls = true" + LISTEN,
                "data = 5" + LISTEN,
                "data = \"d\"\nhsot = \"x\"" + LISTEN,
                "data = \"d\"" + LISTEN + "[tls]\ncert = \"x\"\n",
                "data = \"d\"\n[listen]\nwbe = \"127.0.0.1:0\"",
                "data = \"d\"\n[listen]\nweb = []",
                "data = \"d\"\n[listen]\nweb = \"127.0.0.1:7001\"\nldap = \"127.0.0.1:7001\"",
                "data = \"d\"\n[listen]\nweb = \"127.0.0.1:7001\"\nldap = [\"127.0.0.1:7001\"]",
                "data = \"d\n"
            })
    void isRefusedWithLineAndColumn(String text) throws IOException {
        var failure = assertInstanceOf(Failure.BadInput.class, refused(text));
        assertEquals(KB.CONFIGURATION, failure.problem());
        assertTrue(failure.where().matches(".*house\\.toml:\\d+:\\d+"), failure.where());
    }

    @Test
    void aCertificateThatIsMissingIsNamedWithItsPlace() throws IOException {
        var failure = assertInstanceOf(
                Failure.Broken.class,
                refused("data = \"d\"" + LISTEN + "[tls]\ncertificate = \"no.pem\"\nkey = \"no.key\"\n"));
        assertEquals(KB.CERTIFICATE_UNREADABLE, failure.problem());
        assertEquals("cert.missing", failure.why());
        assertTrue(failure.what().startsWith("no.pem (") && failure.what().endsWith("house.toml:5:1)"), failure.what());
    }
}
