// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code --name value} pairs of a driver's command line. */
final class Arguments {
    private final Map<String, String> values = new HashMap<>();

    Arguments(String[] given) {
        for (int i = 0; i < given.length; i++) {
            if (!given[i].startsWith("--")) throw new IllegalArgumentException("expected --name, got " + given[i]);
            boolean flag = i + 1 >= given.length || given[i + 1].startsWith("--");
            values.put(given[i].substring(2), flag ? "true" : given[++i]);
        }
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) throw new IllegalArgumentException("--" + name + " is needed");
        return value;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
    }

    boolean flag(String name) {
        return values.getOrDefault(name, "false").equals("true");
    }

    List<String> list(String name) {
        return List.of(text(name).split(","));
    }
}
