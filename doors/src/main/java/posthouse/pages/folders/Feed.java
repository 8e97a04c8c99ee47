// SPDX-License-Identifier: Apache-2.0
// RFC 4287
package posthouse.pages.folders;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import posthouse.pages.message.OpenMessage;
import posthouse.store.Email;

/** The newest posts as an Atom feed with absolute addresses. */
final class Feed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    /** Octets after which posts carry no text any more. */
    private static final int ROOM = 13_000;
    /** Octets of one entry's texts. */
    private static final int TITLE = 150;

    private static final int NAME = 50;
    private static final int SUMMARY = 400;
    private static final int SHORTEST = 20;

    private static final int POST = 4_000;

    private final String base;
    private final String nameless;

    /** @param nameless stands for a subject that is empty */
    Feed(String base, String nameless) {
        this.base = base;
        this.nameless = nameless;
    }

    byte[] of(String title, String self, String page, List<OpenMessage> posts) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(ATOM);
            xml.writeStartElement(ATOM, "feed");
            xml.writeDefaultNamespace(ATOM);
            text(xml, "id", base + page);
            text(xml, "title", title);
            Instant updated =
                    posts.isEmpty() ? Instant.EPOCH : posts.getFirst().email().receivedAt();
            text(xml, "updated", time(updated));
            link(xml, "self", "application/atom+xml", base + self);
            link(xml, "alternate", "text/html", base + page);
            int left = ROOM;
            for (OpenMessage post : posts) {
                String html = left > POST ? body(post) : "";
                if (Words.weight(html) > left) html = "";
                left -= Words.weight(html);
                String summary = Words.within(
                        Math.clamp(left, SHORTEST, SUMMARY),
                        post.email().index().preview());
                left -= Words.weight(summary);
                entry(xml, post.email(), summary, html);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private String body(OpenMessage post) {
        return PostBody.of(post, base, POST).html();
    }

    private void entry(XMLStreamWriter xml, Email post, String summary, String html) throws XMLStreamException {
        String address = base + Addresses.post(post.id());
        xml.writeStartElement(ATOM, "entry");
        text(xml, "id", address);
        text(xml, "title", Words.within(TITLE, Words.subject(post, nameless)));
        text(xml, "updated", time(post.receivedAt()));
        text(xml, "published", time(post.receivedAt()));
        xml.writeStartElement(ATOM, "author");
        text(xml, "name", Words.within(NAME, Words.author(post)));
        xml.writeEndElement();
        link(xml, "alternate", "text/html", address);
        text(xml, "summary", summary);
        if (!html.isEmpty()) {
            xml.writeStartElement(ATOM, "content");
            xml.writeAttribute("type", "html");
            xml.writeCharacters(clean(html));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(ATOM, name);
        xml.writeCharacters(clean(value));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String type, String href) throws XMLStreamException {
        xml.writeStartElement(ATOM, "link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", href);
        xml.writeEndElement();
    }

    /** Without what XML 1.0 cannot say (§2.2). */
    private static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == 9
                        || c == 10
                        || c == 13
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000)
                .forEach(out::appendCodePoint);
        return new String(out.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
