// SPDX-License-Identifier: Apache-2.0
// RFC 4647 §3.4, RFC 9110 §12.5.4
package posthouse.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that the server speaks: each has its catalogues, and its entry of the mailbox. */
public enum Language {
    ENGLISH("en", "en-GB", "en"),
    GERMAN("de", "de-DE", "de"),
    /** English with accents, longer and in brackets: for those who look for texts that are in no catalogue. */
    PSEUDO("en-XA", "en-XA", "pseudo"),
    /** The same from right to left. */
    MIRRORED("en-XB", "en-XB", "pseudo");

    /** Keeps what a person chose, for pages that do not know who reads them. */
    public static final String COOKIE = "posthouse-language";

    private static final int LONGEST_HEADER = 1_000;
    private static final List<Locale> LOCALES =
            Arrays.stream(values()).map(Language::locale).toList();

    private final String tag;
    private final String regional;
    private final String words;

    Language(String tag, String regional, String words) {
        this.tag = tag;
        this.regional = regional;
        this.words = words;
    }

    /** Its tag, without a region (RFC 5646). */
    public String tag() {
        return tag;
    }

    /** With the region whose dates and numbers this server writes unless a person chose another. */
    public String regional() {
        return regional;
    }

    /** The name of its file of texts in the mailbox. */
    public String words() {
        return words;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** "rtl" or "ltr". */
    public String direction() {
        return this == MIRRORED ? "rtl" : "ltr";
    }

    /** Whether texts are made up for tests. */
    boolean pseudo() {
        return words.equals("pseudo");
    }

    /** The language of that tag. */
    public static Optional<Language> of(String tag) {
        return Arrays.stream(values())
                .filter(one -> one.tag.equalsIgnoreCase(tag))
                .findFirst();
    }

    /**
     * The one to answer in: what was chosen, else the best of what is asked for, else English.
     *
     * @param chosen a tag; empty or one that is not spoken here decides nothing
     * @param asked the value of Accept-Language
     */
    public static Language choose(String chosen, String asked) {
        return of(chosen).orElseGet(() -> asked(asked));
    }

    private static Language asked(String header) {
        if (header.isBlank() || header.length() > LONGEST_HEADER) return ENGLISH;
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), LOCALES);
            return found == null ? ENGLISH : of(found.toLanguageTag()).orElse(ENGLISH);
        } catch (IllegalArgumentException malformed) {
            return ENGLISH;
        }
    }
}
