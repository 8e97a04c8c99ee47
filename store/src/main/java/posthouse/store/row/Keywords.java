// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.Keyword;
import posthouse.store.engine.Bytes;

/** The {@code W} row: which bit stands for which keyword. Standard ones have fixed bits; the first 55 others get one as they come. */
public record Keywords(List<String> own) {
    /** Bit that says: this email has keywords without a bit. */
    public static final long MORE = 1L << 63;

    public static final Keywords NONE = new Keywords(List.of());

    private static final List<String> STANDARD =
            List.of("$seen", "$flagged", "$answered", "$forwarded", "$draft", "$junk", "$notjunk");
    private static final int FIRST_OWN = 8;
    private static final int MOST_OWN = 55;
    private static final int MOST_OF_AN_EMAIL = 200;
    private static final int FORMAT = 1;

    public static Keywords read(Bytes value) {
        In in = new In(value, FORMAT);
        var own = new ArrayList<String>();
        while (in.more()) own.add(in.text());
        return new Keywords(own);
    }

    public Bytes write() {
        Out out = new Out(FORMAT, 16 * own.size());
        for (String name : own) out.text(name);
        return out.done();
    }

    /** The bit of a keyword in lower case; 0 when it has none. */
    public long bit(String name) {
        int standard = STANDARD.indexOf(name);
        if (standard >= 0) return 1L << standard;
        int at = own.indexOf(name);
        return at < 0 ? 0 : 1L << FIRST_OWN + at;
    }

    public Keyword keyword(String name) {
        String lower = lower(name);
        long bit = bit(lower);
        if (bit != 0) return new Keyword(lower, bit, true);
        return own.size() < MOST_OWN ? new Keyword(lower, 0, true) : new Keyword(lower, MORE, false);
    }

    /** Whether all of these have fixed bits. */
    public static boolean standard(Set<String> names) {
        return STANDARD.containsAll(names);
    }

    /** With bits for those of the names that have none, while there are any. */
    public Keywords learn(Set<String> names) {
        List<String> grown = own;
        for (String name : names) {
            if (bit(name) != 0 || grown.contains(name) || grown.size() >= MOST_OWN) continue;
            if (grown == own) grown = new ArrayList<>(own);
            grown.add(name);
        }
        return grown == own ? this : new Keywords(List.copyOf(grown));
    }

    /** Bits of the names, with {@link #MORE} when some have none. */
    public long bits(Set<String> names) {
        long bits = 0;
        for (String name : names) {
            long bit = bit(name);
            bits |= bit == 0 ? MORE : bit;
        }
        return bits;
    }

    /** Those that have no bit. */
    public Set<String> without(Set<String> names) {
        Set<String> more = null;
        for (String name : names) {
            if (bit(name) != 0) continue;
            if (more == null) more = new TreeSet<>();
            more.add(name);
        }
        return more == null ? Set.of() : more;
    }

    /** The keywords of an email. */
    public Set<String> names(long bits, Set<String> more) {
        var names = new TreeSet<>(more);
        for (int i = 0; i < STANDARD.size(); i++) if ((bits & 1L << i) != 0) names.add(STANDARD.get(i));
        for (int i = 0; i < own.size(); i++) if ((bits & 1L << FIRST_OWN + i) != 0) names.add(own.get(i));
        return names;
    }

    /** Checked names in lower case (RFC 8621 §4.1.1). */
    public static Set<String> checked(Set<String> names) {
        var checked = new TreeSet<String>();
        for (String name : names) checked.add(checked(name));
        if (checked.size() > MOST_OF_AN_EMAIL)
            throw new Refused(
                    new Failure.TooMany(KB.TOO_MANY_OF_THEM, "keywords of an email", checked.size(), MOST_OF_AN_EMAIL));
        return checked;
    }

    private static String checked(String name) {
        boolean good = !name.isEmpty() && name.length() <= 255;
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = c > 0x20 && c < 0x7f && "(){]%*\"\\".indexOf(c) < 0;
        }
        if (!good) throw new Refused(new Failure.BadInput(KB.BAD_KEYWORD, "keywords", shortened(name)));
        return lower(name);
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }
}
