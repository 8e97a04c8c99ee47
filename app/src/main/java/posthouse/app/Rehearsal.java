// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import posthouse.app.DemoAccounts.DemoAccount;
import posthouse.app.cli.Tool;
import posthouse.app.sample.SampleOrganisation;
import posthouse.base.Catalogue;
import posthouse.base.Problems;

/**
 * The main job played once after the build, on a scratch directory, so that the JVM can write down which classes and methods
 * it needs (JEP 514, 515): later starts load them ready and compile the hot paths at once. Nothing of its data is kept.
 */
final class Rehearsal {
    private static final int MESSAGES = 400;
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 60;
    private static final List<String> LISTENERS = List.of("web", "webs", "management", "smtp", "lmtp", "ldap", "ldaps");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final House house;
    private final List<DemoAccount> accounts;
    private final Map<String, String> listening;

    private Rehearsal(House house, List<DemoAccount> accounts) {
        this.house = house;
        this.accounts = accounts;
        this.listening = house.listening();
    }

    /** The one argument is the scratch directory. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setOut(System.err);
        readArguments();
        var listeners = new LinkedHashMap<String, List<InetSocketAddress>>();
        for (String name : LISTENERS)
            listeners.put(name, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        Path data = Path.of(arguments[0]);
        DataDirectory.prepare(data);
        var certificate = certificate(data);
        try (var house = new House(new HouseSettings(data, "localhost", listeners, Optional.of(certificate), false))) {
            var sample =
                    new SampleOrganisation(house.store(), house.directory(), house.delivery(), System.err::println);
            List<DemoAccount> accounts = sample.full(12, 60);
            house.start();
            var rehearsal = new Rehearsal(house, accounts);
            rehearsal.deliver();
            rehearsal.read();
        }
    }

    /**
     * A certificate by the JDK's own tool: what makes the demo's comes in signed archives, which the JVM would open and check
     * at each start once it had written down that they are needed.
     */
    private static HouseSettings.CertificateFiles certificate(Path data) throws IOException, InterruptedException {
        Path store = data.resolve("rehearsal.p12");
        String password = "rehearsal";
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "rehearsal",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) throw new IOException("keytool made no certificate");
        try {
            var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
            return new HouseSettings.CertificateFiles(
                    pem(
                            data.resolve("rehearsal.pem"),
                            "CERTIFICATE",
                            keys.getCertificate("rehearsal").getEncoded()),
                    pem(
                            data.resolve("rehearsal-key.pem"),
                            "PRIVATE KEY",
                            keys.getKey("rehearsal", password.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /** As every start does; the probes of the running house use each of its services. */
    private static void readArguments() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneId.systemDefault());
        var tool = new Tool(problems, nowhere, nowhere, new LocalVerbs(problems, nowhere));
        tool.run("demo", "--json", "--ports", "auto", "--data", "nowhere", "--help");
        tool.run("version");
    }

    private void deliver() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int c = 0; c < CONNECTIONS; c++) {
            int connection = c;
            String listener = c == 0 ? "smtp" : "lmtp";
            threads.add(Thread.ofVirtual().start(() -> messages(listener, connection)));
        }
        for (Thread thread : threads) thread.join();
    }

    private void messages(String listener, int connection) {
        String address = listening.getOrDefault(listener, "");
        int colon = address.lastIndexOf(':');
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(colon + 1)))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            reply(in);
            say(out, (listener.equals("lmtp") ? "LHLO" : "EHLO") + " rehearsal.test\r\n");
            reply(in);
            for (int n = 0; n < MESSAGES / CONNECTIONS; n++) message(in, out, connection, n);
        } catch (IOException e) {
            System.err.println("rehearsal of " + listener + " ended early: " + e.getMessage());
        }
    }

    private void message(BufferedReader in, OutputStream out, int connection, int n) throws IOException {
        String to = accounts.get(1 + (n + connection) % (accounts.size() - 1)).address();
        say(out, "MAIL FROM:<a@remote.test>\r\nRCPT TO:<" + to + ">\r\nDATA\r\n");
        for (int replies = 0; replies < 3; replies++) reply(in);
        var text = new StringBuilder("From: \"A Writer\" <a@remote.test>\r\nTo: ")
                .append(to)
                .append("\r\nSubject: =?utf-8?q?Rehearsal_n=C2=BA?= ")
                .append(n)
                .append("\r\nMessage-ID: <r" + connection + "." + n
                        + "@remote.test>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\n")
                .append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        for (int line = 0; line < 50; line++)
            text.append("Line ").append(line).append(" of a message that says nothing but is read like any other.\r\n");
        say(out, text.append(".\r\n").toString());
        reply(in);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') line = in.readLine();
        if (line == null) throw new IOException("the connection ended");
    }

    private void read() throws IOException, InterruptedException {
        String web = "http://" + listening.getOrDefault("web", "");
        DemoAccount who = accounts.get(1);
        try (var client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build()) {
            get(client, web + "/sign-in");
            String form =
                    "username=" + encoded(who.address()) + "&password=" + encoded(who.password()) + "&next=/mail/";
            send(
                    client,
                    request(web + "/sign-in")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Origin", web)
                            .POST(HttpRequest.BodyPublishers.ofString(form)));
            for (String path : List.of("/mail/", "/kb/", "/status", "/status.json", "/public/"))
                get(client, web + path);
            String session = get(client, web + "/jmap/session");
            String account = between(session, "\"accounts\":{\"", "\"");
            for (int n = 0; n < REQUESTS; n++) {
                String list = send(
                        client,
                        request(web + "/jmap/api")
                                .header("Content-Type", "application/json")
                                .header("Origin", web)
                                .POST(HttpRequest.BodyPublishers.ofString(listRequest(account))));
                if (n % 10 == 0) get(client, web + "/mail/frame/" + account + "/" + between(list, "\"ids\":[\"", "\""));
                if (n % 20 == 0) get(client, web + "/mail/");
            }
        }
    }

    private static String listRequest(String account) {
        return """
                {"using":["urn:ietf:params:jmap:core","urn:ietf:params:jmap:mail"],"methodCalls":[
                ["Mailbox/get",{"accountId":"%1$s","ids":null},"m"],
                ["Email/query",{"accountId":"%1$s","sort":[{"property":"receivedAt","isAscending":false}],"collapseThreads":true,"limit":50},"q"],
                ["Email/get",{"accountId":"%1$s","#ids":{"resultOf":"q","name":"Email/query","path":"/ids"},"properties":["id","threadId","mailboxIds","keywords","size","receivedAt","from","to","subject","preview","hasAttachment"]},"g"]]}
                """.formatted(account);
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before);
        if (start < 0) return "";
        int from = start + before.length();
        return text.substring(from, Math.max(from, text.indexOf(after, from)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private static String get(HttpClient client, String url) throws IOException, InterruptedException {
        return send(client, request(url).GET());
    }

    private static String send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
