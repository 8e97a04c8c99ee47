// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's passwords, made at its first start and kept beside its data so that the next start can name them again. */
public final class DemoAccounts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DemoAccounts() {}

    /** An account of the demo; role is "person" or "administrator". */
    public record DemoAccount(String address, String password, String role) {}

    static List<DemoAccount> read(Path file) {
        try {
            var all = new ArrayList<DemoAccount>();
            for (JsonNode each : JSON.readTree(Files.readString(file)))
                all.add(new DemoAccount(
                        each.path("address").stringValue(""),
                        each.path("password").stringValue(""),
                        each.path("role").stringValue("")));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, List<DemoAccount> accounts) {
        var array = JSON.createArrayNode();
        for (DemoAccount a : accounts)
            array.addObject()
                    .put("address", a.address())
                    .put("password", a.password())
                    .put("role", a.role());
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, JSON.writeValueAsString(array));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
