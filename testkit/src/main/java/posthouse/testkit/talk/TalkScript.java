// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.talk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a file. One step a line:
 *
 * <pre>
 * # a remark; "== name" begins the next conversation of the file
 * connect smtp          to the address of that name
 * > EHLO peer.test      says the line
 * >> a\r\n.\r           says it as it is, with escapes
 * >> one | two          each piece in a segment of its own
 * >x 3000 a             says that text so many times, without line end
 * &lt; 250 2.1.0 *         expects a line
 * &lt;&lt; 250 *              expects a whole reply by its last line
 * &lt;100 550 *            expects so many lines
 * &lt;has 250-SIZE *       expects a whole reply in which a line matches; &lt;lacks: in which none does
 * tls                   shakes hands
 * closed                expects the end
 * silent 300            expects nothing for so many milliseconds
 * </pre>
 */
public final class TalkScript {
    private final String name;
    private final List<String> steps;

    private TalkScript(String name, List<String> steps) {
        this.name = name;
        this.steps = steps;
    }

    public String name() {
        return name;
    }

    /** All conversations of the files below a folder, by file and heading. */
    public static List<TalkScript> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<TalkScript> all = new ArrayList<>();
            files.filter(f -> f.toString().endsWith(".talk")).sorted().forEach(f -> all.addAll(of(f)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TalkScript> of(Path file) {
        try {
            Map<String, List<String>> parts = new LinkedHashMap<>();
            List<String> current = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("== ")) {
                    current = new ArrayList<>();
                    parts.put(line.substring(3).strip(), current);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current.add(line);
                }
            }
            String stem = file.getFileName().toString().replace(".talk", "");
            return parts.entrySet().stream()
                    .map(e -> new TalkScript(stem + ": " + e.getKey(), e.getValue()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the conversation. {@code addresses} knows "host:port" by name. */
    public void run(Function<String, String> addresses, SSLContext trusting) {
        Talk talk = null;
        try {
            for (String step : steps) talk = step(talk, step, addresses, trusting);
        } finally {
            if (talk != null) talk.close();
        }
    }

    private Talk step(@Nullable Talk talk, String step, Function<String, String> addresses, SSLContext trusting) {
        int blank = step.indexOf(' ');
        String word = blank < 0 ? step : step.substring(0, blank);
        String rest = blank < 0 ? "" : step.substring(blank + 1);
        if (word.equals("connect")) {
            if (talk != null) talk.close();
            return Talk.to(addresses.apply(rest.strip()));
        }
        if (talk == null) throw new IllegalStateException(name + ": no connect");
        if (word.matches("<[0-9]+")) {
            for (int i = Integer.parseInt(word.substring(1)); i > 0; i--) talk.expect(rest);
            return talk;
        }
        return switch (word) {
            case ">" -> talk.say(Escapes.read(rest));
            case ">>" ->
                talk.pieces(Stream.of(rest.split(" \\| ")).map(Escapes::read).toList());
            case ">x" -> {
                String[] cells = rest.split(" ", 2);
                yield talk.raw(Escapes.read(cells[1]).repeat(Integer.parseInt(cells[0])));
            }
            case "<" -> talk.expect(rest);
            case "<<" -> talk.expectReply(rest);
            case "<has" -> {
                if (talk.reply().stream().noneMatch(l -> Escapes.matches(rest, l)))
                    throw talk.failed("no line of the reply matches: " + rest);
                yield talk;
            }
            case "<lacks" -> {
                if (talk.reply().stream().anyMatch(l -> Escapes.matches(rest, l)))
                    throw talk.failed("a line of the reply matches: " + rest);
                yield talk;
            }
            case "tls" -> talk.secure(trusting);
            case "closed" -> talk.expectClosed();
            case "silent" -> talk.expectSilence(Integer.parseInt(rest.strip()));
            default -> throw new IllegalStateException(name + ": " + step);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
