// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.mail;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/**
 * Real and torture mail: unpacked at test time from Debian packages and from test jars on the class path, never committed. What
 * cannot be had is named loudly.
 */
final class Corpus {

    /** One message as it lies in its source. */
    record Message(String name, byte[] bytes) {}

    /** Debian packages and the part of their paths that marks a message. */
    private static final Map<String, String> PACKAGES = new TreeMap<>(Map.of(
            "golang-github-gatherstars-com-jwz-dev", "/testdata/ham/.*\\.eml",
            "golang-github-jhillyerd-enmime-dev", "/testdata/.*\\.raw",
            "libpython3.11-testsuite", "/test_email/data/.*\\.txt",
            "mailman3", "/tests/data/.*\\.eml",
            "python3-django-hyperkitty", "/testdata/.*\\.(eml|txt)"));

    private static final Map<String, String> JARS = Map.of(
            "apache-mime4j-core", ".*\\.msg",
            "apache-jdkim-library", ".*/corpus/.*\\.(txt|eml)|org/apache/james/jdkim/.*\\.eml",
            "tika-parser-mail-module", "test-documents/.*(\\.eml|\\.mbox|testRFC822.*)");

    final List<Message> messages = new ArrayList<>();
    final List<String> missing = new ArrayList<>();

    static Corpus load() throws IOException, InterruptedException {
        Corpus corpus = new Corpus();
        Path cache = Files.createDirectories(Server.root().resolve(".posthouse/corpus"));
        for (Map.Entry<String, String> source : PACKAGES.entrySet())
            corpus.debian(cache, source.getKey(), source.getValue());
        for (Map.Entry<String, String> source : JARS.entrySet()) corpus.jar(source.getKey(), source.getValue());
        for (String name : corpus.missing) System.out.println("SKIPPED, LOUDLY: no mail from " + name);
        return corpus;
    }

    private void debian(Path cache, String name, String pattern) throws IOException, InterruptedException {
        Path into = cache.resolve(name);
        if (!Files.isDirectory(into)) {
            Path downloads = Files.createDirectories(cache.resolve("debs"));
            String command = "cd " + downloads + " && apt-get download " + name + " >/dev/null 2>&1 && mkdir " + into
                    + " && dpkg -x " + name + "_*.deb " + into;
            if (Program.run("sh", "-c", command).exit() != 0) {
                missing.add(name);
                return;
            }
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(into, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*" + pattern))
                    .sorted()
                    .toList();
        }
        for (Path file : files) add(name + "/" + file.getFileName(), Files.readAllBytes(file));
    }

    private void jar(String name, String pattern) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("/" + name + "-") || !entry.endsWith("-tests.jar")) continue;
            try (ZipFile zip = new ZipFile(entry)) {
                for (ZipEntry file : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                    if (!file.getName().matches(pattern)) continue;
                    try (InputStream in = zip.getInputStream(file)) {
                        add(name + "/" + Path.of(file.getName()).getFileName(), in.readAllBytes());
                    }
                }
            }
            return;
        }
        missing.add(name + " (test jar)");
    }

    private void add(String name, byte[] bytes) {
        byte[] message = bytes;
        if (new String(bytes, 0, Math.min(5, bytes.length), StandardCharsets.ISO_8859_1).equals("From ")) {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') end++;
            message = java.util.Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        }
        if (message.length > 0) messages.add(new Message(name, message));
    }

    /** LF made CRLF once; a bare CR stays. */
    static byte[] withCrlf(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 40);
        byte before = 0;
        for (byte b : bytes) {
            if (b == '\n' && before != '\r') out.write('\r');
            out.write(b);
            before = b;
        }
        return out.toByteArray();
    }

    private Corpus() {}
}
