// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import com.ibm.icu.text.MessagePattern;
import java.util.ArrayDeque;

/** English that nobody speaks: with accents, two fifths longer and in brackets; its arguments and choices stay what they are. */
final class PseudoText {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ACCENTED = "áƀçďéƒǧĥíĵķĺɱñóƥʠřšťúṽŵẋýžÁƁÇĎÉƑǦĤÍĴĶĹṀÑÓƤɊŘŠŤÚṼŴẊÝŽ";
    private static final double LONGER = 0.4;

    private PseudoText() {}

    /** The message made out of an English one. */
    static String of(String text) {
        var message = new MessagePattern().parse(text);
        var out = new StringBuilder("[");
        // Whether what stands between two parts is text for people; else it is an argument's name, kind or selector.
        var words = new ArrayDeque<Boolean>();
        int from = 0;
        int letters = 0;
        for (int i = 0; i < message.countParts(); i++) {
            MessagePattern.Part part = message.getPart(i);
            // Some parts lie inside of the one before.
            int at = Math.max(from, part.getIndex());
            if (Boolean.TRUE.equals(words.peek())) letters += accent(text, from, at, out);
            else out.append(text, from, at);
            int end = Math.max(from, part.getLimit());
            out.append(text, at, end);
            from = end;
            switch (part.getType()) {
                case MSG_START -> words.push(true);
                case ARG_START -> words.push(false);
                case MSG_LIMIT, ARG_LIMIT -> words.pop();
                default -> {}
            }
        }
        out.append("~".repeat(Math.max(1, (int) Math.ceil(letters * LONGER) - 2)));
        return out.append(']').toString();
    }

    private static int accent(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            int at = PLAIN.indexOf(text.charAt(i));
            out.append(at < 0 ? text.charAt(i) : ACCENTED.charAt(at));
        }
        return to - from;
    }
}
