// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §5, RFC 2183, RFC 2231, RFC 2557 §4.2, RFC 3282
package posthouse.formats.mime;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import posthouse.formats.HeaderBlock;
import posthouse.formats.HeaderField;
import posthouse.formats.TransferDecoding;
import posthouse.formats.header.EncodedWords;
import posthouse.formats.header.Parameters;

/** What a part's header says of its body, with defaults filled in. */
record PartHeader(
        String type,
        Optional<String> boundary,
        Optional<String> charset,
        Optional<String> disposition,
        Optional<String> name,
        Optional<String> cid,
        List<String> language,
        Optional<String> location,
        String encoding,
        Map<String, String> parameters) {
    /** Nobody knows more of it. */
    static final String OCTETS = "application/octet-stream";

    private static final int LONGEST_NAME = 255;
    private static final int MOST_PARAMETERS = 12;

    static PartHeader of(HeaderBlock block, String defaultType) {
        // The first field wins: what a second one says is what filters and clients disagree on.
        Parameters type = Parameters.parse(
                block.first("Content-Type").map(HeaderField::lenient).orElse(""));
        Parameters disposition = Parameters.parse(
                block.first("Content-Disposition").map(HeaderField::lenient).orElse(""));
        String encoding = encoding(block);
        String media = media(type.value(), defaultType);
        // RFC 2045 §6.4: whatever the header calls it, in an encoding that nobody knows it is octets.
        if (!media.startsWith("multipart/") && !TransferDecoding.isKnown(encoding)) media = OCTETS;
        Optional<String> charset = Optional.ofNullable(type.parameters().get("charset"))
                .map(c -> cut(c, 60))
                .filter(c -> !c.isEmpty());
        if (charset.isEmpty() && media.startsWith("text/")) charset = Optional.of("us-ascii");
        Optional<String> name = fileName(disposition.parameters().get("filename"))
                .or(() -> fileName(type.parameters().get("name")));
        return new PartHeader(
                media,
                Optional.ofNullable(type.parameters().get("boundary"))
                        .map(PartHeader::boundary)
                        .filter(b -> !b.isEmpty()),
                charset,
                Optional.of(token(disposition.value())).filter(d -> !d.isEmpty()),
                name,
                block.first("Content-ID").map(f -> cid(f.raw())).filter(c -> !c.isEmpty()),
                languages(block),
                block.first("Content-Location").map(f -> cut(f.text(), 998)).filter(l -> !l.isEmpty()),
                encoding,
                further(type.parameters()));
    }

    private static String boundary(String b) {
        String cut = cut(b, 500);
        int end = cut.length();
        while (end > 0 && (cut.charAt(end - 1) == ' ' || cut.charAt(end - 1) == '\t')) end--;
        return cut.substring(0, end);
    }

    private static String media(String value, String defaultType) {
        String type = value.replaceAll("\\s", "");
        int slash = type.indexOf('/');
        if (slash <= 0 || slash == type.length() - 1 || type.length() > 127) {
            return switch (type) {
                case "text" -> "text/plain";
                case "multipart" -> "multipart/mixed";
                case "" -> defaultType;
                default -> value.isBlank() ? defaultType : OCTETS;
            };
        }
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "!#$&-^_.+/%'*`|~{}".indexOf(c) >= 0)) return OCTETS;
        }
        return type.indexOf('/', slash + 1) > 0 ? OCTETS : type;
    }

    private static String encoding(HeaderBlock block) {
        String text =
                block.first("Content-Transfer-Encoding").map(HeaderField::text).orElse("7bit");
        int comment = text.indexOf('(');
        String name = token((comment >= 0 ? text.substring(0, comment) : text).toLowerCase(Locale.ROOT));
        return switch (name) {
            case "" -> "7bit";
            case "quotedprintable", "quoted_printable", "qp" -> "quoted-printable";
            case "base-64" -> "base64";
            case "7", "7-bit", "7bits" -> "7bit";
            case "8", "8-bit", "8bits" -> "8bit";
            default -> name;
        };
    }

    private static String token(String s) {
        String t = s.strip();
        int end = 0;
        while (end < t.length()
                && end < 40
                && t.charAt(end) > ' '
                && t.charAt(end) < 127
                && "()<>@,;:\\\"/[]?=".indexOf(t.charAt(end)) < 0) end++;
        return t.substring(0, end);
    }

    private static String cid(String raw) {
        String s = EncodedWords.unfold(raw).strip();
        int open = s.indexOf('<');
        int close = s.indexOf('>', open + 1);
        String id = open >= 0 && close > open ? s.substring(open + 1, close) : s;
        return cut(id.strip(), 500);
    }

    private static List<String> languages(HeaderBlock block) {
        List<String> found = new ArrayList<>();
        block.first("Content-Language").map(HeaderField::text).ifPresent(text -> {
            for (String tag : text.split(",", 20)) {
                String t = token(tag);
                if (!t.isEmpty()) found.add(t);
            }
        });
        return found;
    }

    private static Map<String, String> further(Map<String, String> all) {
        Map<String, String> kept = new HashMap<>();
        all.entrySet().stream()
                .filter(e -> !e.getKey().equals("charset")
                        && !e.getKey().equals("name")
                        && e.getValue().length() <= 500)
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_PARAMETERS)
                .forEach(e -> kept.put(e.getKey(), e.getValue()));
        return kept;
    }

    /** A name to save under: no folders, no control or direction characters, at most 255 characters. */
    static Optional<String> fileName(@org.jspecify.annotations.Nullable String given) {
        if (given == null) return Optional.empty();
        String text = Normalizer.normalize(given, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '/' || c == '\\' || c == ':') out.append('_');
            else if (c < 32 || c == 127 || Character.getType(c) == Character.FORMAT || c == 0xFFFE || c == 0xFFFF)
                return;
            else if (Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) return;
            else out.appendCodePoint(c);
        });
        String name = out.toString().strip();
        if (name.length() > LONGEST_NAME) {
            int dot = name.lastIndexOf('.');
            String ending = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
            name = cut(name, LONGEST_NAME - ending.length()) + ending;
        }
        return name.isEmpty() || name.chars().allMatch(c -> c == '.') ? Optional.empty() : Optional.of(name);
    }

    private static String cut(String s, int length) {
        if (s.length() <= length) return s;
        return s.substring(0, Character.isHighSurrogate(s.charAt(length - 1)) ? length - 1 : length);
    }
}
