// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The executable part of an article: the lines between {@code ```drill} and {@code ```}. A line is a step ({@code step TITLE}),
 * or a word and its arguments; what is quoted is one argument.
 */
record Script(List<Step> steps) {

    /** What happens under one heading. */
    record Step(String title, List<Line> lines) {}

    /** One line, with its number in the article. */
    record Line(int number, String word, List<String> arguments, String text) {}

    /** Empty when the article has no such part. */
    static Optional<Script> of(String article) {
        var steps = new ArrayList<Step>();
        boolean inside = false;
        boolean found = false;
        int number = 0;
        for (String raw : article.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.startsWith("```")) {
                inside = line.equals("```drill");
                found |= inside;
                continue;
            }
            if (!inside || line.isEmpty() || line.startsWith("#")) continue;
            if (line.startsWith("step ")) {
                steps.add(new Step(line.substring(5).strip(), new ArrayList<>()));
                continue;
            }
            if (steps.isEmpty()) steps.add(new Step("", new ArrayList<>()));
            List<String> words = words(line);
            steps.getLast().lines().add(new Line(number, words.getFirst(), words.subList(1, words.size()), line));
        }
        return found ? Optional.of(new Script(List.copyOf(steps))) : Optional.empty();
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (c == ' ' && !quoted) {
                if (any) words.add(word.toString());
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
                any = true;
            }
        }
        if (any) words.add(word.toString());
        return words;
    }
}
