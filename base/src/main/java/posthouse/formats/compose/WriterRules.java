// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.6.8 field names · RFC 8621 §4.6 what a client may not set
package posthouse.formats.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import posthouse.formats.AddressGroup;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.formats.MessageWriter.Defect;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingMessage;
import posthouse.formats.OutgoingPart;

/** Says what must not be written. */
public final class WriterRules {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_PARTS = 1_000;
    private static final Set<String> OURS = Set.of("mime-version", "content-transfer-encoding");

    private WriterRules() {}

    public static Optional<Defect> defect(OutgoingMessage message) {
        for (OutgoingHeader h : message.headers()) {
            if (h.name().toLowerCase(Locale.ROOT).startsWith("content-"))
                return Optional.of(new Defect(h.name(), "it belongs to the body part"));
            Optional<Defect> d = header(h);
            if (d.isPresent()) return d;
        }
        return part(message.body(), 0, new int[1]);
    }

    private static Optional<Defect> header(OutgoingHeader h) {
        String name = h.name();
        if (name.isEmpty() || name.length() > 76 || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':'))
            return Optional.of(new Defect("header", "a field name has letters, digits and marks only, at most 76"));
        if (OURS.contains(name.toLowerCase(Locale.ROOT)))
            return Optional.of(new Defect(name, "it is set by the server"));
        if (h.value() instanceof HeaderValue.Raw(String raw)) return raw(name, raw);
        for (String s : strings(h.value())) {
            if (breaks(s)) return Optional.of(new Defect(name, Defect.LINE_BREAK));
        }
        if (h.value() instanceof HeaderValue.MessageIds(var ids))
            for (String id : ids.orElse(List.of()))
                if (id.length() > 900 || !id.chars().allMatch(c -> c > ' ' && c != '<' && c != '>' && c != 127))
                    return Optional.of(new Defect(name, "it is no message id"));
        if (h.value() instanceof HeaderValue.Urls(var urls))
            for (String url : urls.orElse(List.of()))
                if (url.length() > 900 || !url.chars().allMatch(c -> c > ' ' && c != '<' && c != '>' && c < 127))
                    return Optional.of(new Defect(name, "it is no URL"));
        return addresses(name, h.value());
    }

    private static Optional<Defect> addresses(String name, HeaderValue value) {
        List<AddressGroup> groups = switch (value) {
            case HeaderValue.Addresses(var list) -> List.of(new AddressGroup(Optional.empty(), list));
            case HeaderValue.GroupedAddresses(var list) -> list;
            default -> List.of();
        };
        for (AddressGroup g : groups)
            for (MailAddress a : g.addresses()) {
                // What would end the address inside its brackets changes who gets the message.
                String e = a.email();
                boolean quoted = e.startsWith("\"");
                if (e.isEmpty()
                        || e.length() > 900
                        || !quoted && e.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == ',' || c == ';'))
                    return Optional.of(new Defect(name, "\"" + e + "\" is no address"));
            }
        return Optional.empty();
    }

    private static Optional<Defect> raw(String name, String raw) {
        int line = name.length() + 1;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\r' && raw.startsWith("\r\n ", i) || raw.startsWith("\r\n\t", i)) {
                i++;
                line = 0;
                continue;
            }
            if (c == '\r' || c == '\n' || c == 0) return Optional.of(new Defect(name, Defect.LINE_BREAK));
            if (++line > 998) return Optional.of(new Defect(name, "it has a line over 998 characters"));
        }
        return Optional.empty();
    }

    private static List<String> strings(HeaderValue value) {
        List<String> all = new ArrayList<>();
        switch (value) {
            case HeaderValue.Raw(String s) -> all.add(s);
            case HeaderValue.Text(String s) -> all.add(s);
            case HeaderValue.Addresses(var list) -> list.forEach(a -> add(a, all));
            case HeaderValue.GroupedAddresses(var groups) ->
                groups.forEach(g -> {
                    g.name().ifPresent(all::add);
                    g.addresses().forEach(a -> add(a, all));
                });
            case HeaderValue.MessageIds(var ids) -> ids.ifPresent(all::addAll);
            case HeaderValue.Urls(var urls) -> urls.ifPresent(all::addAll);
            case HeaderValue.Date(var ignored) -> {}
        }
        return all;
    }

    private static void add(MailAddress a, List<String> all) {
        a.name().ifPresent(all::add);
        all.add(a.email());
    }

    private static boolean breaks(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) return true;
        }
        return false;
    }

    private static Optional<Defect> part(OutgoingPart p, int depth, int[] count) {
        if (depth > MAX_DEPTH || ++count[0] > MAX_PARTS)
            return Optional.of(new Defect("bodyStructure", "it has too many parts"));
        if (!p.type().matches("[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,120}"))
            return Optional.of(new Defect("type", "it is no media type"));
        boolean multipart = p.type().toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (multipart != (p.content() instanceof OutgoingPart.Content.Parts))
            return Optional.of(
                    new Defect("type", multipart ? "a multipart needs subParts" : "only a multipart has subParts"));
        List<Optional<String>> texts = List.of(p.charset(), p.disposition(), p.name(), p.cid(), p.location());
        List<String> names = List.of("charset", "disposition", "name", "cid", "location");
        for (int i = 0; i < texts.size(); i++)
            if (texts.get(i).map(WriterRules::breaks).orElse(false))
                return Optional.of(new Defect(names.get(i), Defect.LINE_BREAK));
        if (p.disposition().map(d -> !d.matches("[A-Za-z0-9-]{1,60}")).orElse(false))
            return Optional.of(new Defect("disposition", "it is no token"));
        if (p.charset().map(c -> !c.matches("[A-Za-z0-9_.:+-]{1,60}")).orElse(false))
            return Optional.of(new Defect("charset", "it is no character set"));
        if (p.cid()
                .map(c -> !c.chars().allMatch(x -> x > ' ' && x < 127 && x != '<' && x != '>'))
                .orElse(false)) return Optional.of(new Defect("cid", "it has letters, digits and marks only"));
        for (String l : p.language())
            if (!l.matches("[A-Za-z0-9-]{1,60}")) return Optional.of(new Defect("language", "it is no language tag"));
        for (OutgoingHeader h : p.headers()) {
            Optional<Defect> d = header(h);
            if (d.isPresent()) return d;
        }
        if (p.content() instanceof OutgoingPart.Content.Parts(var parts))
            for (OutgoingPart child : parts) {
                Optional<Defect> d = part(child, depth + 1, count);
                if (d.isPresent()) return d;
            }
        return Optional.empty();
    }
}
