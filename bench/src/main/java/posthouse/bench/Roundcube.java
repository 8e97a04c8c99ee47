// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Roundcube (elastic skin) on PHP's own web server with its opcode cache, reading mail from a Dovecot. */
final class Roundcube implements AutoCloseable {

    private static final String FILES = "/var/lib/roundcube/";
    private static final String SCHEMA = "/usr/share/roundcube/SQL/sqlite.initial.sql";

    private final int port = Peer.freePort();
    private final Process process;

    Roundcube(Path folder, int imapPort) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("temp"));
        Files.createDirectories(folder.resolve("logs"));
        Path database = folder.resolve("rc.db");
        Files.writeString(folder.resolve("config.inc.php"), """
                <?php
                $config = [];
                $config['db_dsnw'] = 'sqlite:///%1$s?mode=0646';
                $config['imap_host'] = ['127.0.0.1:%2$d'];
                $config['des_key'] = 'rcmail-bench-key-24chars';
                $config['plugins'] = [];
                $config['skin'] = 'elastic';
                $config['temp_dir'] = '%3$s/temp';
                $config['log_dir'] = '%3$s/logs';
                $config['enable_spellcheck'] = false;
                """.formatted(database, imapPort, folder));
        for (String file : new String[] {"defaults.inc.php", "mimetypes.php"})
            Files.copy(Path.of("/etc/roundcube", file), folder.resolve(file));
        Peer.run("php", "-r", "$d=new PDO('sqlite:" + database + "');$d->exec(file_get_contents('" + SCHEMA + "'));");
        ProcessBuilder builder = new ProcessBuilder(
                "php", "-d", "opcache.enable_cli=1", "-d", "error_reporting=0", "-S", "127.0.0.1:" + port, "-t", FILES);
        builder.environment().put("ROUNDCUBE_CONFIG_DIR", folder.toString());
        builder.environment().put("PHP_CLI_SERVER_WORKERS", "6");
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("php.log").toFile())
                .start();
        Peer.awaitPort(port);
    }

    /** Whether Debian's packages for it are here. */
    static boolean isInstalled() {
        return Files.exists(Path.of(FILES, "index.php"))
                && Files.exists(Path.of(SCHEMA))
                && Files.exists(Path.of("/usr/bin/php"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        Peer.end(process);
    }
}
