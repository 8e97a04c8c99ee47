// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A text with its folded form, and for each place in that the place in the text: so that what a search found can be shown. */
public final class FoldedText {
    private static final int MOST_KNOWN = 4_096;

    private final StringBuilder folded = new StringBuilder();
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int run;

    private FoldedText() {}

    /** Folds as {@link TextFolding#fold(String)} does, character by character. */
    public static FoldedText of(String text) {
        var out = new FoldedText();
        Map<String, String> known = new HashMap<>();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        boolean set = false;
        for (int at = 0; at < text.length(); ) {
            int end = at + 1;
            char c = text.charAt(at);
            boolean alone = c < 128 && (end == text.length() || text.charAt(end) < 128);
            if (alone) {
                char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
                if (lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9') out.letter(lower, at, end);
                else out.gap(at, end);
            } else {
                if (!set) characters.setText(text);
                set = true;
                end = characters.following(at);
                if (end == BreakIterator.DONE) end = text.length();
                if (known.size() > MOST_KNOWN) known.clear();
                out.letters(known.computeIfAbsent(text.substring(at, end), FoldedText::fold), at, end);
            }
            at = end;
        }
        out.trim();
        return out;
    }

    /** Between two letters, so that a character that only separates shows itself. */
    private static String fold(String character) {
        String between = TextFolding.fold("a" + character + "a");
        return between.substring(1, between.length() - 1);
    }

    private void letters(String letters, int from, int to) {
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            if (c == ' ') gap(from, to);
            else letter(c, from, to);
        }
    }

    private void letter(char c, int from, int to) {
        if (run >= TextFolding.LONGEST_TOKEN && !Character.isLowSurrogate(c)) gap(from, from);
        add(c, from, to);
        if (!Character.isLowSurrogate(c)) run++;
    }

    private void gap(int from, int to) {
        if (run > 0) add(' ', from, to);
        run = 0;
    }

    private void add(char c, int from, int to) {
        int at = folded.length();
        if (at == starts.length) {
            starts = Arrays.copyOf(starts, at * 2);
            ends = Arrays.copyOf(ends, at * 2);
        }
        folded.append(c);
        starts[at] = from;
        ends[at] = to;
    }

    private void trim() {
        int end = folded.length();
        while (end > 0 && folded.charAt(end - 1) == ' ') end--;
        folded.setLength(end);
    }

    public String folded() {
        return folded.toString();
    }

    /** Where in the text the character at this place of the folded form begins. */
    public int start(int at) {
        return starts[at];
    }

    /** Where in the text the character before this place of the folded form ends. */
    public int end(int at) {
        return ends[at - 1];
    }
}
