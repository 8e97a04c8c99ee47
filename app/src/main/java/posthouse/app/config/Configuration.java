// SPDX-License-Identifier: Apache-2.0
package posthouse.app.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import posthouse.app.HouseSettings;
import posthouse.app.HouseSettings.CertificateFiles;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.net.Certificates;

/** Reads the configuration file. Every refusal names file:line:column. */
public final class Configuration {
    private static final Set<String> TOP = Set.of("data", "host", "listen", "tls");
    private static final Set<String> TLS = Set.of("certificate", "key");
    private static final Set<String> LISTENERS = Set.of("web", "webs", "management", "smtp", "lmtp", "ldap", "ldaps");

    private final Path file;
    private final TomlParseResult toml;

    private Configuration(Path file, TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
    }

    /** The settings that the file asks for. Relative paths are relative to the file. */
    public static HouseSettings read(Path file) {
        TomlParseResult toml;
        try {
            toml = Toml.parse(file);
        } catch (IOException e) {
            throw refused(file.toString(), "cannot be read");
        }
        if (toml.hasErrors()) {
            var first = toml.errors().getFirst();
            throw refused(place(file, first.position()), String.valueOf(first.getMessage()));
        }
        return new Configuration(file, toml).settings();
    }

    private HouseSettings settings() {
        known("", TOP, "unknown key; there are ");
        known("tls", TLS, "unknown key; there are ");
        known("listen", LISTENERS, "unknown listener; there are ");
        var listeners = new LinkedHashMap<String, List<InetSocketAddress>>();
        table("listen").ifPresent(listen -> {
            for (String name : listen.keySet()) listeners.put(name, addresses("listen." + name));
        });
        if (listeners.isEmpty()) throw refused(file.toString(), "nothing is listened on: [listen] is missing");
        eachOnce(listeners);
        Optional<CertificateFiles> certificate = certificate();
        boolean open = listeners.values().stream()
                .flatMap(List::stream)
                .anyMatch(a -> !a.getAddress().isLoopbackAddress());
        if (open && certificate.isEmpty())
            throw refusedAt("listen", "addresses beyond loopback need [tls] certificate and key");
        return new HouseSettings(
                resolve(text("data").orElseThrow(() -> refused(file.toString(), "data is missing"))),
                text("host").orElse("localhost"),
                Map.copyOf(listeners),
                certificate,
                certificate.isPresent());
    }

    /** Every key of a table has to mean something: one that is misspelt would be passed over in silence. */
    private void known(String table, Set<String> names, String otherwise) {
        Set<String> there = table.isEmpty()
                ? toml.keySet()
                : table(table).map(TomlTable::keySet).orElse(Set.of());
        String prefix = table.isEmpty() ? "" : table + ".";
        for (String key : there)
            if (!names.contains(key))
                throw refusedAt(
                        prefix + key,
                        key + ": " + otherwise
                                + String.join(", ", names.stream().sorted().toList()));
    }

    private Optional<TomlTable> table(String key) {
        Object value = toml.get(List.of(key));
        if (value == null) return Optional.empty();
        if (value instanceof TomlTable table) return Optional.of(table);
        throw refusedAt(key, "a table is wanted: [" + key + "]");
    }

    /** Two listeners cannot share a port of one address. */
    private void eachOnce(Map<String, List<InetSocketAddress>> listeners) {
        var taken = new LinkedHashMap<InetSocketAddress, String>();
        listeners.forEach((name, addresses) -> addresses.forEach(address -> {
            taken.forEach((other, by) -> {
                boolean meet = address.getPort() != 0
                        && address.getPort() == other.getPort()
                        && (address.equals(other)
                                || address.getAddress().isAnyLocalAddress()
                                || other.getAddress().isAnyLocalAddress());
                if (meet) throw refusedAt("listen." + name, "port " + address.getPort() + " is that of " + by + " too");
            });
            taken.put(address, name);
        }));
    }

    /** Read once here, so that what is wrong with the files is said with their place in the configuration. */
    private Optional<CertificateFiles> certificate() {
        Optional<String> chain = text("tls.certificate");
        Optional<String> key = text("tls.key");
        if (chain.isPresent() != key.isPresent()) throw refusedAt("tls", "certificate and key belong together");
        if (chain.isEmpty()) return Optional.empty();
        var files = new CertificateFiles(resolve(chain.get()), resolve(key.orElseThrow()));
        try {
            Certificates.fromPem(files.chain(), files.key());
        } catch (Refused e) {
            if (!(e.failure() instanceof Failure.Broken broken)) throw e;
            boolean ofKey = broken.what().equals(String.valueOf(files.key().getFileName()))
                    && !files.key().getFileName().equals(files.chain().getFileName());
            TomlPosition at = toml.inputPositionOf(ofKey ? "tls.key" : "tls.certificate");
            String where = at == null ? broken.what() : broken.what() + " (" + place(file, at) + ")";
            throw new Refused(new Failure.Broken(broken.problem(), where, broken.why()), e);
        }
        return Optional.of(files);
    }

    private List<InetSocketAddress> addresses(String key) {
        Object value = toml.get(key);
        var texts = new ArrayList<String>();
        if (value instanceof String one) texts.add(one);
        else if (value instanceof TomlArray many) for (Object each : many.toList()) texts.add(String.valueOf(each));
        else throw refusedAt(key, "an address such as \"127.0.0.1:8080\", or a list of them");
        if (texts.isEmpty()) throw refusedAt(key, "an address is missing; a service without one is left out");
        return texts.stream().map(text -> address(key, text)).toList();
    }

    private InetSocketAddress address(String key, String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon < 0 || port < 0 || port > 65535) throw new NumberFormatException();
            return new InetSocketAddress(InetAddress.getByName(host.isEmpty() ? "0.0.0.0" : host), port);
        } catch (NumberFormatException | UnknownHostException e) {
            throw refusedAt(key, "\"" + text + "\" is no address and port");
        }
    }

    private Optional<String> text(String key) {
        Object value = toml.get(key);
        if (value == null) return Optional.empty();
        if (value instanceof String text && !text.isBlank()) return Optional.of(text);
        throw refusedAt(key, "a text is wanted");
    }

    private Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private Refused refusedAt(String key, String why) {
        TomlPosition position = toml.inputPositionOf(key);
        return refused(position == null ? file.toString() : place(file, position), why);
    }

    private static String place(Path file, TomlPosition position) {
        return file + ":" + position.line() + ":" + position.column();
    }

    private static Refused refused(String where, String why) {
        return new Refused(new Failure.BadInput(KB.CONFIGURATION, where, why));
    }
}
