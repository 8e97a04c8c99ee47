// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    /** What stays English: administrators' texts, what protocols and the command line say, and the insides of articles. */
    private static final Pattern ENGLISH = Pattern.compile(
            ".*\\.administrator|(smtp|why|console|drill|notice|delivery)\\..*|page\\.kb\\.(touches|leaves|told|applies)(\\..*)?");

    private static final Pattern BANNED = Pattern.compile(
            "(?<!\\p{L})(fehler|unbekannt|ungültig|hoppla|bitte|leider|schiefgegangen|du|dein\\p{L}*)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static Properties read(String language) throws IOException {
        var texts = new Properties();
        try (var in = Catalogue.class.getResourceAsStream("catalogue/" + language + ".properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void germanHasEveryTextThatPeopleReadAndNoOther() throws IOException {
        var wanted = new TreeSet<>(read("en").stringPropertyNames());
        wanted.removeIf(ENGLISH.asMatchPredicate());
        var missing = new TreeSet<>(wanted);
        Set<String> german = read("de").stringPropertyNames();
        missing.removeAll(german);
        assertEquals(Set.of(), missing, "missing in German");
        var more = new TreeSet<>(german);
        more.removeAll(wanted);
        assertEquals(Set.of(), more, "not in English, or English everywhere");
    }

    @Test
    void germanTextsAreFilledWithWhatTheEnglishOnesAreFilledWith() throws IOException {
        var wrong = new TreeSet<String>();
        Properties english = read("en");
        Properties german = read("de");
        for (String key : german.stringPropertyNames()) {
            if (key.startsWith("date.") || !english.containsKey(key)) continue;
            var one = new MessageFormat(german.getProperty(key), Locale.GERMAN);
            var other = new MessageFormat(english.getProperty(key), Locale.ENGLISH);
            if (!one.getArgumentNames().equals(other.getArgumentNames())) wrong.add(key);
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void noGermanTextSaysWhatIsBanned() throws IOException {
        read("de")
                .forEach((key, text) ->
                        assertTrue(!BANNED.matcher(text.toString()).find(), key + ": " + text));
    }

    @Test
    void numbersAndDatesAreWrittenAsTheLanguageDoes() {
        var german = Catalogue.of(Locale.GERMAN);
        assertEquals("1.191", german.number(1_191));
        assertEquals("99,05", german.hundredths(9_905));
        assertEquals("26. Nov. 09:05", german.date("minute").format(java.time.LocalDateTime.of(2026, 11, 26, 9, 5)));
        assertEquals(
                "26 Nov 09:05",
                Catalogue.of(Locale.ENGLISH).date("minute").format(java.time.LocalDateTime.of(2026, 11, 26, 9, 5)));
    }
}
