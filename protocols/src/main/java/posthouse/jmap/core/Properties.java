// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.1
package posthouse.jmap.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.jmap.syntax.Args;

/** The properties argument of a /get. */
public final class Properties {
    private Properties() {}

    /** What was asked for, always with the id; everything when nothing was. Refuses names that there are not. */
    public static Set<String> of(Args args, List<String> all) {
        Optional<List<String>> asked = args.strings("properties");
        var out = new LinkedHashSet<String>();
        out.add("id");
        for (String name : asked.orElse(all)) {
            if (!all.contains(name)) throw args.bad("properties", name + " is no property");
            out.add(name);
        }
        return out;
    }
}
