// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that stands beside Posthouse in the same run: started on private ports in a scratch folder, stopped at the end. */
interface Peer extends AutoCloseable {

    int lmtpPort();

    @Override
    void close() throws IOException;

    /** Dovecot's LMTP into mdbox, synced before each answer, and its IMAP for Roundcube. */
    static Dovecot dovecot(Path folder) throws IOException, InterruptedException {
        return new Dovecot(folder);
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until something listens there. */
    static void awaitPort(int port) throws IOException, InterruptedException {
        for (int n = 0; n < 200; n++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) return;
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nothing listens on port " + port);
    }

    static void end(Process process) throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) throw new IOException(List.of(command) + " ended with " + process.exitValue());
    }

    /** See {@link #dovecot}. */
    final class Dovecot implements Peer {
        private final int lmtp = freePort();
        private final int imap = freePort();
        private final Process process;

        private Dovecot(Path folder) throws IOException, InterruptedException {
            for (String name : List.of("run", "state", "mail", "home")) Files.createDirectories(folder.resolve(name));
            run(
                    "chown",
                    "-R",
                    "dovecot:dovecot",
                    folder.resolve("mail").toString(),
                    folder.resolve("home").toString());
            run("chmod", "755", folder.toString());
            Path configuration = folder.resolve("dovecot.conf");
            Files.writeString(configuration, configuration(folder));
            process = new ProcessBuilder("dovecot", "-F", "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            awaitPort(lmtp);
        }

        private String configuration(Path folder) {
            return """
                    base_dir = %1$s/run
                    state_dir = %1$s/state
                    log_path = %1$s/log
                    listen = 127.0.0.1
                    protocols = imap lmtp
                    ssl = no
                    mail_location = mdbox:%1$s/mail/%%n
                    mail_uid = dovecot
                    mail_gid = dovecot
                    first_valid_uid = 1
                    mail_fsync = always
                    auth_username_format = %%n
                    disable_plaintext_auth = no
                    default_process_limit = 200
                    passdb {
                      driver = static
                      args = password={PLAIN}pass
                    }
                    userdb {
                      driver = static
                      args = uid=dovecot gid=dovecot home=%1$s/home/%%n allow_all_users=yes
                    }
                    service lmtp {
                      inet_listener lmtp {
                        port = %2$d
                      }
                    }
                    service imap-login {
                      inet_listener imap {
                        port = %3$d
                      }
                      inet_listener imaps {
                        port = 0
                      }
                    }
                    """.formatted(folder, lmtp, imap);
        }

        @Override
        public int lmtpPort() {
            return lmtp;
        }

        int imapPort() {
            return imap;
        }

        @Override
        public void close() throws IOException {
            end(process);
        }
    }
}
