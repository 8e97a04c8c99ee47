// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All texts that people read, as ICU messages with named arguments. No other file holds such a text. */
public final class Catalogue {
    private static final String DATE = "date.";

    private final Properties texts = new Properties();
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();
    private final Map<String, DateTimeFormatter> dates = new ConcurrentHashMap<>();
    private final Locale locale;

    private Catalogue(Locale locale) {
        this.locale = locale;
    }

    /** The catalogue of one language; English where that language lacks a text. */
    public static Catalogue of(Locale locale) {
        var catalogue = new Catalogue(locale);
        catalogue.load("en");
        if (!locale.getLanguage().equals("en")) catalogue.load(locale.getLanguage());
        if (Language.of(locale.toLanguageTag()).filter(Language::pseudo).isPresent())
            catalogue.texts.replaceAll(
                    (key, text) -> key.toString().startsWith(DATE) ? text : PseudoText.of(text.toString()));
        return catalogue;
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The message as it is written; empty when there is none. */
    public String pattern(String key) {
        return texts.getProperty(key, "");
    }

    /** Every key. */
    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** The text of that key with its arguments filled in. Asking for a key that is not there is a fault of ours. */
    public String text(String key, Map<String, ?> arguments) {
        MessageFormat format = formats.computeIfAbsent(key, this::compile);
        synchronized (format) {
            return format.format(arguments, new StringBuffer(), null).toString();
        }
    }

    public String text(String key) {
        return text(key, Map.of());
    }

    /** How dates of that kind are written: {@code date.NAME} is a pattern of letters, not a message. */
    public DateTimeFormatter date(String name) {
        return dates.computeIfAbsent(name, one -> DateTimeFormatter.ofPattern(pattern(DATE + one), locale));
    }

    /** A whole number as this language writes it. */
    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** A number of hundredths, with both digits. */
    public String hundredths(long value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        return format.format(BigDecimal.valueOf(value, 2));
    }

    private MessageFormat compile(String key) {
        String pattern = texts.getProperty(key);
        if (pattern == null) throw new IllegalStateException("no text " + key);
        return new MessageFormat(pattern, locale);
    }

    private void load(String language) {
        String name = "catalogue/" + language + ".properties";
        try (var in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) return;
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
