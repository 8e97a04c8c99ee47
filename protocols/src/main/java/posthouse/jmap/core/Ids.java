// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1.2
package posthouse.jmap.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;

/** The ids argument of a /get, and what becomes of each. */
public final class Ids {
    private Ids() {}

    /**
     * The ids asked for, each once, creation ids resolved; empty for all.
     *
     * @param most how many are answered at once
     */
    public static Optional<List<String>> of(RequestContext context, Args args, int most) {
        return of(context, args, "ids", most);
    }

    /** As above, of an argument with another name. */
    public static Optional<List<String>> of(RequestContext context, Args args, String argument, int most) {
        Optional<List<String>> asked = args.strings(argument);
        if (asked.isEmpty()) return Optional.empty();
        var ids = new LinkedHashSet<String>();
        for (String id : asked.get()) ids.add(context.resolve(id));
        if (ids.size() > most) throw tooMany(ids.size(), most);
        return Optional.of(List.copyOf(ids));
    }

    static Refused tooMany(long count, long most) {
        return new Refused(new Failure.TooMany(KB.REQUEST_TOO_LARGE, "number of ids", count, most));
    }

    /** Those of the texts that are ids of a kind. */
    public static <T> List<T> parse(List<String> texts, Function<String, Optional<T>> parser) {
        List<T> out = new ArrayList<>(texts.size());
        for (String text : texts) parser.apply(text).ifPresent(out::add);
        return out;
    }
}
