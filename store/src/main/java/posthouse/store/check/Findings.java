// SPDX-License-Identifier: Apache-2.0
package posthouse.store.check;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, up to a bound. */
public final class Findings {
    private static final int MOST = 1_000;

    private final List<String> sentences = new ArrayList<>();

    public void add(String sentence) {
        if (sentences.size() < MOST) sentences.add(sentence);
    }

    /** Adds unless it holds. */
    public void expect(boolean holds, Object where, Object... what) {
        if (holds) return;
        var text = new StringBuilder(where.toString()).append(": ");
        for (Object part : what) text.append(part);
        add(text.toString());
    }

    public List<String> all() {
        return sentences;
    }
}
