// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import posthouse.admin.AdminDoor;
import posthouse.admin.AdminPages;
import posthouse.admin.AdminRoutes;
import posthouse.admin.ConsoleSessions;
import posthouse.admin.ServiceTable;
import posthouse.app.cli.ControlSocket;
import posthouse.base.Access;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.Service;
import posthouse.delivery.Delivery;
import posthouse.delivery.DeliverySettings;
import posthouse.delivery.Importer;
import posthouse.directory.Directory;
import posthouse.directory.Organisation;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.http.Authenticator;
import posthouse.http.Caller;
import posthouse.http.Credentials;
import posthouse.http.DoorSettings;
import posthouse.http.HttpDoor;
import posthouse.http.HttpEndpoint;
import posthouse.http.HttpLimits;
import posthouse.http.Identity;
import posthouse.http.Peer;
import posthouse.http.Route;
import posthouse.http.Router;
import posthouse.jmap.Jmap;
import posthouse.jmap.JmapRooms;
import posthouse.ldap.LdapLimits;
import posthouse.ldap.LdapService;
import posthouse.net.Certificates;
import posthouse.net.Endpoint;
import posthouse.net.NetLimits;
import posthouse.pages.Pages;
import posthouse.pages.ProblemPage;
import posthouse.shell.Assets;
import posthouse.shell.Shell;
import posthouse.smtp.SmtpService;
import posthouse.store.Store;

/** The wiring of all rooms, by constructors, in the order in which they stand on one another. */
public final class House implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    private final Clock clock = Clock.system();
    private final SecureRandom random = new SecureRandom();
    private final HouseSettings settings;
    private final Problems problems;
    private final Certificates certificates;
    private final Store store;
    private final Directory directory;
    private final Delivery delivery;
    private final ServiceTable services;
    private final List<Route> webRoutes;
    private final HttpDoor web;
    private final HttpDoor management;
    private final HttpDoor control;
    private final Map<String, Failure> doorFailures = new LinkedHashMap<>();
    private final Map<String, Service> byName = new LinkedHashMap<>();
    private final Probes probes;

    /** A house on a directory that is made ready for it. Refuses with Broken (KB1113) when that cannot be used. */
    static House on(HouseSettings settings) {
        DataDirectory.prepare(settings.data());
        try {
            return new House(settings);
        } catch (UncheckedIOException e) {
            throw DataDirectory.unusable(settings.data(), Objects.requireNonNull(e.getCause()));
        }
    }

    public House(HouseSettings settings) {
        this.settings = settings;
        var catalogue = Catalogue.of(Locale.ENGLISH);
        this.problems = new Problems(catalogue, ZoneId.systemDefault());
        var access = new Access();
        var engine = RocksEngine.open(settings.data().resolve("store"), RocksEngineOptions.standard(), clock, random);
        this.store = Store.open(engine, access, clock, random);
        this.certificates = settings.certificate()
                .map(files -> Certificates.fromPem(files.chain(), files.key()))
                .orElseGet(() -> Certificates.demo(settings.data().resolve("tls"), clock));
        this.directory = Directory.open(
                store, access, clock, random, Runtime.getRuntime().availableProcessors());
        this.delivery =
                new Delivery(store, directory, clock, random, DeliverySettings.standard(settings.host()), catalogue);

        var console = new ConsoleSessions(clock, random);
        var authenticator = new DirectoryAuthenticator(directory, console, clock);
        var jmap = new Jmap(new JmapRooms(store, directory, delivery, problems, clock, random));
        var assets = new Assets();
        var shell = new Shell(
                jmap.api(),
                assets,
                Version.text(),
                problems,
                () -> this.probes().report().store().fault());
        var pages = new Pages(
                store,
                directory,
                problems,
                clock,
                random,
                this::organisation,
                () -> this.probes().report(),
                assets::scripts);
        var routes = new ArrayList<Route>();
        routes.addAll(pages.routes());
        routes.addAll(jmap.routes());
        routes.addAll(shell.routes());
        routes.addAll(assets.routes());
        this.webRoutes = List.copyOf(routes);
        this.web = new HttpDoor("web", Set.of(), webEndpoints(), new Router(routes), door("posthouse", authenticator));

        for (Service service : List.of(web, smtp(), lmtp(), ldap()))
            // Without a listener a service does not exist here, and nobody is told that it works or that it does not.
            if (listens(service.name())) byName.put(service.name(), service);
        this.services = new ServiceTable(List.copyOf(byName.values()), directory, problems, clock);
        this.probes = new Probes(services, store, certificates, clock);
        access.listen(web::recheck);
        directory.sessions().listen((session, why) -> web.recheck());

        var managed = managed(console, pages);
        this.management = managementDoor(managed, authenticator);
        this.control = new HttpDoor(
                "control",
                Set.of(),
                List.of(new HttpEndpoint.UnixSocket(controlSocket())),
                managed,
                door("posthouse-control", House::ownerOfTheSocket));
    }

    /** What administrators reach: commands, the console, and what is answered whatever is switched off. */
    private Router managed(ConsoleSessions console, Pages pages) {
        var admin = new AdminDoor(directory, store, services, probes, new Importer(store, clock), problems);
        var routes = new ArrayList<Route>(new AdminRoutes(admin, problems).routes());
        routes.addAll(new AdminPages(directory, services, console, problems).routes());
        routes.addAll(pages.always());
        return new Router(routes);
    }

    private HttpDoor managementDoor(Router routes, DirectoryAuthenticator authenticator) {
        List<HttpEndpoint> endpoints = addresses("management").stream()
                .<HttpEndpoint>map(HttpEndpoint.Plain::new)
                .toList();
        return new HttpDoor(
                "management", Set.of(), endpoints, routes, door("posthouse-console", authenticator::administrator));
    }

    /** Whoever could open the socket owns the data directory. */
    private static Identity ownerOfTheSocket(Credentials credentials, Peer peer) {
        return peer instanceof Peer.LocalSocket
                ? new Identity.Known(new Caller(CONTROL, "", "control socket", Optional::empty))
                : new Identity.None();
    }

    private SmtpService smtp() {
        return SmtpService.smtp(
                endpoints("smtp"), NetLimits.standard(), delivery, problems, clock, random, certificates);
    }

    private SmtpService lmtp() {
        return SmtpService.lmtp(
                endpoints("lmtp"), NetLimits.standard(), delivery, problems, clock, random, certificates);
    }

    private LdapService ldap() {
        var endpoints = new ArrayList<>(endpoints("ldap"));
        for (InetSocketAddress address : addresses("ldaps")) endpoints.add(new Endpoint(address, true));
        return new LdapService(
                endpoints,
                NetLimits.standard(),
                LdapLimits.standard(!settings.publicTransport()),
                directory,
                problems,
                clock,
                random,
                certificates);
    }

    private DoorSettings door(String cookie, Authenticator authenticator) {
        return new DoorSettings(
                cookie,
                authenticator,
                Optional.of(new ProblemPage(problems, () -> this.probes().soon())),
                problems,
                HttpLimits.standard(),
                settings.publicTransport(),
                clock,
                random);
    }

    private List<HttpEndpoint> webEndpoints() {
        var all = new ArrayList<HttpEndpoint>();
        for (InetSocketAddress address : addresses("web")) all.add(new HttpEndpoint.Plain(address));
        for (InetSocketAddress address : addresses("webs"))
            all.add(new HttpEndpoint.Tls(address, certificates.sslContext()));
        return all;
    }

    /** Whether the configuration gives the service an address, with or without TLS. */
    private boolean listens(String service) {
        return !addresses(service).isEmpty() || !addresses(service + "s").isEmpty();
    }

    private Path controlSocket() {
        try {
            return ControlSocket.prepare(settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException("control socket", e);
        }
    }

    private List<Endpoint> endpoints(String name) {
        return addresses(name).stream().map(a -> new Endpoint(a, false)).toList();
    }

    private List<InetSocketAddress> addresses(String listener) {
        return settings.listeners().getOrDefault(listener, List.of());
    }

    private String organisation() {
        return directory.organisations(CONTROL).stream()
                .map(Organisation::name)
                .findFirst()
                .orElse(settings.host());
    }

    /** Carries on what a stop interrupted, then opens the services that should run. One that fails does not keep the others. */
    public void start() {
        store.resumeJobs(new Principal.System(Principal.Reason.RECOVERY));
        delivery.start();
        startDoor(control);
        startDoor(management);
        services.startWanted();
        probes.start();
    }

    /** These two are no services that anybody switches; one that cannot open does not keep the others. */
    private void startDoor(HttpDoor door) {
        try {
            door.start();
        } catch (Refused e) {
            doorFailures.put(door.name(), e.failure());
        }
    }

    private Probes probes() {
        return probes;
    }

    /** The route table of the web service. */
    public List<Route> webRoutes() {
        return webRoutes;
    }

    public ServiceTable services() {
        return services;
    }

    public Directory directory() {
        return directory;
    }

    public Store store() {
        return store;
    }

    public Delivery delivery() {
        return delivery;
    }

    public Problems problems() {
        return problems;
    }

    /** The PEM of the house's own authority, when it has one. */
    public Optional<Path> authority() {
        return certificates.authority();
    }

    /** Services that should run and do not. */
    public Map<String, Failure> failures() {
        var all = new LinkedHashMap<>(doorFailures);
        all.putAll(services.failures());
        return all;
    }

    /** What is listened on now, by listener name, in the order opened. */
    public Map<String, String> listening() {
        var all = new LinkedHashMap<String, String>();
        List<String> web = this.web.bound();
        int plain = addresses("web").size();
        for (int i = 0; i < web.size(); i++) {
            if (i < plain) all.putIfAbsent("web", web.get(i));
            else all.putIfAbsent("webs", web.get(i));
        }
        if (!management.bound().isEmpty())
            all.put("management", management.bound().getFirst());
        for (Service service : byName.values())
            if (service != this.web) {
                List<String> bound = service.listening();
                int own = addresses(service.name()).size();
                // Listeners with TLS from the first byte come after the others.
                for (int i = 0; i < bound.size(); i++)
                    all.putIfAbsent(i < own ? service.name() : service.name() + "s", bound.get(i));
            }
        return all;
    }

    @Override
    public void close() {
        probes.close();
        services.stopAll(GRACE);
        web.close(GRACE);
        management.close(GRACE);
        control.close(GRACE);
        delivery.settle(Deadline.in(Duration.ofSeconds(5), clock));
        delivery.close();
        store.close();
        try {
            Files.deleteIfExists(ControlSocket.of(settings.data()));
        } catch (IOException e) {
            throw new UncheckedIOException("control socket", e);
        }
    }
}
