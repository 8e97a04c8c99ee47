// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.status;

import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.ServiceState;
import posthouse.pages.StatusSource.Seen;

/** One service as it was seen, in a glyph, a word and a cause: the same wherever it is told. */
public final class Told {
    private Told() {}

    /** Its glyph. */
    public static String glyph(Seen s) {
        String word = word(s);
        return switch (word) {
            case "stopped", "stopping" -> "part";
            default -> word;
        };
    }

    /** One word for programs: works, part, off, broken, starting, stopping, paused, stopped. */
    public static String word(Seen s) {
        if (s.off().isPresent()) return "off";
        return switch (s.state()) {
            case ServiceState.Running ignored -> s.works() ? "works" : s.partly() ? "part" : "broken";
            case ServiceState.Stopped ignored -> "stopped";
            case ServiceState.Starting ignored -> "starting";
            case ServiceState.Paused ignored -> "paused";
            case ServiceState.Draining ignored -> "stopping";
            case ServiceState.Failed ignored -> "broken";
        };
    }

    /** What there is to say beyond the word: the switch or the fault. */
    public static Optional<Failure> cause(Seen s) {
        return s.off()
                .<Failure>map(why -> new Failure.Off(KB.serviceOff(s.name()), Level.SERVER, s.name(), why))
                .or(s::fault);
    }
}
