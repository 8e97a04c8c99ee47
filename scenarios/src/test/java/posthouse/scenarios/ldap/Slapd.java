// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import posthouse.scenarios.Program;

/** Debian's slapd with a database of its own in a scratch directory, loaded from an LDIF file. */
final class Slapd implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    static final String ROOT = "cn=root,dc=demo,dc=test";

    private final Process process;
    private final int port;

    private Slapd(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Slapd start(Path scratch, Path ldif) throws IOException, InterruptedException {
        Path database = Files.createDirectories(scratch.resolve("db"));
        Path configuration = scratch.resolve("slapd.conf");
        Files.writeString(configuration, """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %s
                sizelimit unlimited
                database mdb
                lastmod off
                suffix "dc=demo,dc=test"
                rootdn "%s"
                rootpw %s
                directory %s
                maxsize 268435456
                dbnosync
                access to * by * read
                """.formatted(
                        scratch.resolve("pid"), ROOT, LdapHouse.PASSWORD.replace(' ', '-'), database));
        Program load = Program.run("/usr/sbin/slapadd", "-q", "-f", configuration.toString(), "-l", ldif.toString());
        if (load.exit() != 0) throw new IOException("slapadd: " + load.out() + load.said());
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-d", "0", "-f", configuration.toString(), "-h", "ldap://127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("slapd.log").toFile())
                .start();
        Slapd slapd = new Slapd(process, port);
        for (int i = 0; i < 100 && !slapd.answers(); i++) Thread.sleep(50);
        return slapd;
    }

    private boolean answers() {
        try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    static String password() {
        return LdapHouse.PASSWORD.replace(' ', '-');
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
