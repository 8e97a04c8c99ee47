// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.util.List;
import java.util.regex.Pattern;
import posthouse.formats.MailAddress;
import posthouse.store.Email;

/** Names and subjects as strangers may read them. */
final class Words {
    private static final Pattern ANSWER =
            Pattern.compile("^(?:(?:re|aw|sv|antw|fwd?|wg) ?: *)+", Pattern.CASE_INSENSITIVE);

    /** The name, never the address: strangers harvest those. */
    static String author(Email post) {
        List<MailAddress> from = post.index().envelope().from();
        if (from.isEmpty()) return "";
        MailAddress first = from.getFirst();
        int at = first.email().indexOf('@');
        String local = at > 0 ? first.email().substring(0, at) : first.email();
        return first.name().filter(n -> !n.isBlank() && n.indexOf('@') < 0).orElse(local);
    }

    static String subject(Email post, String nameless) {
        String subject = post.index().envelope().subject().orElse("").strip();
        return subject.isEmpty() ? nameless : subject;
    }

    /** What a conversation is about: its newest post's subject without the marks of an answer. */
    static String topic(Email post, String nameless) {
        String topic = ANSWER.matcher(subject(post, nameless)).replaceFirst("");
        return topic.isEmpty() ? subject(post, nameless) : topic;
    }

    /** As much of a text as takes no more octets in a page, with an ellipsis where it was cut. */
    static String within(int octets, String text) {
        if (weight(text) <= octets) return text;
        var out = new StringBuilder();
        int left = octets - 3;
        int[] letters = text.codePoints().toArray();
        for (int i = 0; i < letters.length && (left -= weight(letters[i])) >= 0; i++) out.appendCodePoint(letters[i]);
        return out.toString().strip() + "…";
    }

    /** Octets of a text in a page or a feed, its letters escaped. */
    static int weight(String text) {
        return text.codePoints().map(Words::weight).sum();
    }

    private static int weight(int letter) {
        if (letter < 0x80) return "<>&\"'".indexOf(letter) >= 0 ? 6 : 1;
        return letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    }

    /** First letters of the first and the last word. */
    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        if (words.length == 0 || words[0].isEmpty()) return "";
        String first = letter(words[0]);
        boolean latin = first.codePointAt(0) < 0x590;
        return words.length == 1 || !latin ? first : first + letter(words[words.length - 1]);
    }

    private static String letter(String word) {
        return new String(Character.toChars(Character.toUpperCase(word.codePointAt(0))));
    }

    /** One of twelve hues, the same everywhere. */
    static int hue(Email post) {
        List<MailAddress> from = post.index().envelope().from();
        return from.isEmpty()
                ? 0
                : Math.floorMod(
                        from.getFirst()
                                .email()
                                .toLowerCase(java.util.Locale.ROOT)
                                .hashCode(),
                        12);
    }

    private Words() {}
}
