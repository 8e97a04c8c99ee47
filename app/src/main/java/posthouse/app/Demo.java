// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import posthouse.app.DemoAccounts.DemoAccount;
import posthouse.app.cli.DemoOptions;
import posthouse.app.sample.SampleOrganisation;
import posthouse.base.Audience;
import posthouse.base.Problems;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code posthouse demo}: the real server with a scratch directory, a sample organisation and loopback addresses. */
final class Demo {
    private static final Map<String, Integer> PORTS = Map.of(
            "web", 8080, "webs", 8443, "management", 8081, "smtp", 2525, "lmtp", 2024, "ldap", 2389, "ldaps", 2636);

    private final DemoOptions options;
    private final PrintStream out;
    private final Problems problems;

    Demo(DemoOptions options, PrintStream out, Problems problems) {
        this.options = options;
        this.out = out;
        this.problems = problems;
    }

    int run() {
        Path data = options.data().orElseGet(Demo::scratch);
        var ended = new CountDownLatch(1);
        EndOfProcess.onSignal(ended::countDown);
        try (var house = House.on(new HouseSettings(data, "localhost", listeners(), Optional.empty(), false))) {
            List<DemoAccount> accounts = accounts(house, data);
            house.start();
            print(house, data, accounts);
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (options.data().isEmpty()) remove(data);
            EndOfProcess.closed();
        }
        return 0;
    }

    private List<DemoAccount> accounts(House house, Path data) {
        Path file = data.resolve("demo-accounts.json");
        if (Files.exists(file)) return DemoAccounts.read(file);
        var sample = new SampleOrganisation(house.store(), house.directory(), house.delivery(), System.err::println);
        List<DemoAccount> accounts =
                options.empty() ? sample.empty() : sample.full(options.people(), options.messages());
        DemoAccounts.write(file, accounts);
        return accounts;
    }

    private Map<String, List<InetSocketAddress>> listeners() {
        var all = new LinkedHashMap<String, List<InetSocketAddress>>();
        PORTS.forEach((name, port) -> all.put(
                name,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.autoPorts() ? 0 : port))));
        return all;
    }

    private void print(House house, Path data, List<DemoAccount> accounts) {
        Map<String, String> listening = house.listening();
        if (options.json()) {
            var json = JsonMapper.builder().build();
            ObjectNode o = json.createObjectNode();
            listening.forEach((name, address) -> o.put(name, url(name, address)));
            o.put("data", data.toAbsolutePath().toString());
            house.authority().ifPresent(ca -> o.put("ca", ca.toAbsolutePath().toString()));
            var list = o.putArray("accounts");
            for (DemoAccount a : accounts)
                list.addObject()
                        .put("address", a.address())
                        .put("password", a.password())
                        .put("role", a.role());
            var failed = o.putArray("failed");
            house.failures()
                    .forEach((service, failure) -> failed.addObject()
                            .put("service", service)
                            .put("problem", problems.line(failure, Audience.ADMINISTRATOR)));
            out.println(json.writeValueAsString(o));
            return;
        }
        listening.forEach((name, address) -> out.println(name + "  " + url(name, address)));
        house.failures()
                .forEach((service, failure) ->
                        out.println(service + "  " + problems.line(failure, Audience.ADMINISTRATOR)));
        out.println();
        String web = listening.getOrDefault("web", listening.getOrDefault("webs", ""));
        if (!web.isEmpty())
            out.println("Open " + url(listening.containsKey("web") ? "web" : "webs", web)
                    + " in a browser and sign in as one of");
        for (DemoAccount a : accounts) out.println("  " + a.address() + "  " + a.password() + "  (" + a.role() + ")");
        out.println("Ctrl-C ends it" + (options.data().isEmpty() ? " and removes its data." : "; the data stays."));
    }

    private static String url(String name, String address) {
        return switch (name) {
            case "web", "management" -> "http://" + address + "/";
            case "webs" -> "https://" + address + "/";
            default -> address;
        };
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("posthouse-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("The scratch directory " + data + " was not removed: " + e.getMessage());
        }
    }
}
