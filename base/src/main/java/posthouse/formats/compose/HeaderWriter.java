// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §2.2, §3.3, §3.6 · RFC 8621 §4.1.2
package posthouse.formats.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import posthouse.formats.Addresses;
import posthouse.formats.HeaderValue;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.header.EncodedWordWriter;

/** Writes header fields; the last guard against line breaks inside a value. */
public final class HeaderWriter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.US);

    private final OutputStream out;

    public HeaderWriter(OutputStream out) {
        this.out = out;
    }

    public void write(OutgoingHeader h) throws IOException {
        int column = h.name().length() + 2;
        switch (h.value()) {
            case HeaderValue.Raw(String raw) ->
                field(h.name(), raw.startsWith(" ") || raw.startsWith("\t") ? raw : " " + raw);
            case HeaderValue.Text(String text) -> field(h.name(), " " + EncodedWordWriter.text(text, column));
            case HeaderValue.Addresses(var list) -> field(h.name(), " " + Addresses.print(list));
            case HeaderValue.GroupedAddresses(var groups) -> field(h.name(), " " + Addresses.printGroups(groups));
            case HeaderValue.MessageIds(var ids) -> field(h.name(), bracketed(ids.orElse(List.of()), ""));
            case HeaderValue.Urls(var urls) -> field(h.name(), bracketed(urls.orElse(List.of()), ","));
            case HeaderValue.Date(var date) -> {
                if (date.isPresent()) field(h.name(), " " + date(date.get()));
            }
        }
    }

    public static String date(OffsetDateTime at) {
        return DATE.format(at);
    }

    private static String bracketed(List<String> items, String between) {
        StringBuilder s = new StringBuilder();
        for (String item : items) {
            if (!s.isEmpty()) s.append(between).append("\r\n");
            s.append(" <").append(item).append('>');
        }
        return s.isEmpty() ? " " : s.toString();
    }

    /** Writes {@code name:value}; the value begins with its blank and holds line breaks only as folds. */
    public void field(String name, String value) throws IOException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fold = c == '\r'
                    && i + 2 < value.length()
                    && value.charAt(i + 1) == '\n'
                    && (value.charAt(i + 2) == ' ' || value.charAt(i + 2) == '\t');
            if (fold) i++;
            else if (c == '\r' || c == '\n' || c == 0) throw new IllegalArgumentException("line break inside " + name);
        }
        out.write((name + ":" + value + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
