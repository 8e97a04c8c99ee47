// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import posthouse.admin.AdminAnswer;
import posthouse.admin.AdminCodec;
import posthouse.app.cli.DemoOptions;
import posthouse.app.cli.Tool;
import posthouse.app.config.Configuration;
import posthouse.base.Access;
import posthouse.base.Audience;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.directory.Directory;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.store.CheckReport;
import posthouse.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs that this process carries out itself: it is the server, or no server has the data open. */
final class LocalVerbs implements Tool.Local {
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    private final Problems problems;
    private final PrintStream out;
    private final JsonMapper json = JsonMapper.builder().build();

    LocalVerbs(Problems problems, PrintStream out) {
        this.problems = problems;
        this.out = out;
    }

    @Override
    public int demo(DemoOptions options) {
        return new Demo(options, out, problems).run();
    }

    @Override
    public int serve(Path configuration) {
        HouseSettings settings = Configuration.read(configuration);
        var ended = new CountDownLatch(1);
        EndOfProcess.onSignal(ended::countDown);
        try (var house = House.on(settings)) {
            house.start();
            house.listening().forEach((name, address) -> System.err.println(name + " listens on " + address));
            house.failures()
                    .forEach((name, failure) ->
                            System.err.println(name + ": " + problems.line(failure, Audience.ADMINISTRATOR)));
            ended.await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            EndOfProcess.closed();
        }
    }

    @Override
    public JsonNode checkStopped(Path data, boolean cutLog) {
        requireStore(data);
        String cut = !cutLog
                ? ""
                : RocksEngine.cutLog(data.resolve("store"), RocksEngineOptions.standard(), Clock.system())
                        .map(aside ->
                                "; what cannot be read was given up, and what there is of the logs is kept in " + aside)
                        .orElse("; the log is whole, nothing was cut");
        try (var store = open(data)) {
            CheckReport report = store.check(new Principal.System(Principal.Reason.CHECK));
            List<List<String>> rows = report.findings().stream().map(List::of).toList();
            String done = rows.isEmpty() ? "no finding" : rows.size() + " findings";
            var answer = new AdminAnswer(List.of("finding"), rows, done + cut, rows.isEmpty());
            return json.createObjectNode().set("answer", AdminCodec.answer(answer));
        }
    }

    @Override
    public JsonNode passwdStopped(Path data, String address, String password) {
        requireStore(data);
        var access = new Access();
        var random = new SecureRandom();
        try (var store = Store.open(engine(data, random), access, Clock.system(), random)) {
            var directory = Directory.open(store, access, Clock.system(), random, 1);
            var person = directory
                    .find(CONTROL, address)
                    .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "account " + address)));
            directory.credentials().reset(CONTROL, person.id(), password);
            var answer = new AdminAnswer(
                    List.of(), List.of(), "password of " + address + " changed; its sessions ended", true);
            return json.createObjectNode().set("answer", AdminCodec.answer(answer));
        }
    }

    @Override
    public JsonNode articles() {
        return new KbVerbs(problems, out, this).list();
    }

    @Override
    public String article(String id) {
        return new KbVerbs(problems, out, this).show(id);
    }

    @Override
    public int play(String id, boolean asJson) {
        return new KbVerbs(problems, out, this).run(id, asJson);
    }

    @Override
    public String version() {
        return "Posthouse " + Version.text();
    }

    private static void requireStore(Path data) {
        DataDirectory.requireOwn(data);
        if (!Files.isDirectory(data.resolve("store")))
            throw new Refused(new Failure.NotFound(KB.RUNS_NOT, data.toString()));
    }

    private static Store open(Path data) {
        var random = new SecureRandom();
        return Store.open(engine(data, random), new Access(), Clock.system(), random);
    }

    private static RocksEngine engine(Path data, SecureRandom random) {
        return RocksEngine.open(data.resolve("store"), RocksEngineOptions.standard(), Clock.system(), random);
    }
}
