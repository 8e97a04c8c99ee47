// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the server of a command is, and how it is reached. */
sealed interface Reach {
    /** Through the control socket in its data directory: whoever owns that may. */
    record Own(Path data) implements Reach {}

    /**
     * Through its management listener.
     *
     * @param server its address, such as https://mail.example:8081
     * @param token an administrator's app password that was made for {@code management}
     */
    record Remote(URI server, String token) implements Reach {
        @Override
        public String toString() {
            return "Remote[" + server + "]";
        }
    }

    /** Adds the options that say it; they may stand before the verb and behind it. */
    static void options(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--data")
                .type(Path.class)
                .paramLabel("DIR")
                .description("the data directory of the server")
                .build());
        spec.addOption(OptionSpec.builder("--server")
                .type(String.class)
                .paramLabel("URL")
                .description("the management listener of a server, instead of --data")
                .build());
        spec.addOption(OptionSpec.builder("--token-file")
                .type(Path.class)
                .paramLabel("FILE")
                .description("for --server: a file with an administrator's app password made for management")
                .build());
    }

    /** What these arguments say. Refuses as a mistake of the command line what does not go together. */
    static Reach of(ParseResult top, ParseResult verb) {
        Optional<String> server = given(top, verb, "--server");
        Optional<Path> token = given(top, verb, "--token-file");
        Optional<Path> data = given(top, verb, "--data");
        if (server.isEmpty()) {
            if (token.isPresent()) throw wrong(verb, "--token-file goes with --server");
            String configured = System.getenv("POSTHOUSE_DATA");
            return new Own(data.orElse(Path.of(configured == null ? "/var/lib/posthouse" : configured)));
        }
        if (data.isPresent()) throw wrong(verb, "--server and --data name two servers");
        if (token.isEmpty()) throw wrong(verb, "--server needs --token-file");
        return new Remote(address(verb, server.get()), secret(verb, token.get()));
    }

    private static <T> Optional<T> given(ParseResult top, ParseResult verb, String name) {
        return Optional.ofNullable(verb.matchedOptionValue(name, top.matchedOptionValue(name, (T) null)));
    }

    private static URI address(ParseResult verb, String text) {
        URI server;
        try {
            server = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong(verb, "--server is no URL");
        }
        boolean plain = "http".equalsIgnoreCase(server.getScheme());
        if (server.getHost() == null || !plain && !"https".equalsIgnoreCase(server.getScheme()))
            throw wrong(verb, "--server is a URL such as https://mail.example:8081");
        if (plain && !server.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]"))
            throw wrong(verb, "a token goes over the network only with https");
        return server;
    }

    private static String secret(ParseResult verb, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.matches("[A-Za-z0-9._~+/=-]{1,500}")) return text;
        } catch (NoSuchFileException e) {
            throw wrong(verb, "there is no token file " + file);
        } catch (IOException e) {
            throw wrong(
                    verb,
                    "the token file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ")");
        }
        throw wrong(verb, "the token file " + file + " holds no token");
    }

    private static ParameterException wrong(ParseResult verb, String why) {
        return new ParameterException(verb.commandSpec().commandLine(), why);
    }
}
