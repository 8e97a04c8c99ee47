// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    private static byte[] write(OutgoingMessage m) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageWriter.write(m, out, new Random(1));
        return out.toByteArray();
    }

    private static OutgoingHeader to(String name, String email) {
        return new OutgoingHeader("To", new HeaderValue.Addresses(List.of(MailAddress.of(name, email))));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() throws IOException {
        byte[] file = new byte[1000];
        new Random(2).nextBytes(file);
        String subject = "Grüße aus Köln, eine sehr lange Betreffzeile mit Umlauten äöü und 日本語 und mehr Text dahinter";
        String name = "Jörg „der“ Müller, Größenwahn & Söhne GmbH in der Straße";
        String text = "Hällo\n\n. dot\nFrom here\n" + "x".repeat(2000) + "\n";
        OutgoingMessage m = new OutgoingMessage(
                List.of(
                        OutgoingHeader.text("Subject", subject),
                        to(name, "joerg@bücher.example"),
                        new OutgoingHeader("In-Reply-To", new HeaderValue.MessageIds(Optional.of(List.of("a@b"))))),
                OutgoingPart.multipart(
                        "mixed",
                        List.of(
                                OutgoingPart.multipart(
                                        "alternative",
                                        List.of(
                                                OutgoingPart.text("text/plain", text),
                                                OutgoingPart.text("text/html", "<p>Hi"))),
                                OutgoingPart.attachment(
                                        "application/zip",
                                        "Übersicht der \"Größen\" für das Jahr 2026 und darüber hinaus.zip",
                                        () -> new ByteArrayInputStream(file)))));
        byte[] raw = write(m);
        MessageIndex back = MessageIndexer.index(raw);
        assertEquals(Optional.of(subject), back.envelope().subject());
        assertEquals(
                List.of(MailAddress.of(name, "joerg@xn--bcher-kva.example")),
                back.envelope().to());
        assertEquals(List.of("a@b"), back.inReplyTo());
        assertEquals(
                text,
                Eml.value(raw, back.structure().find("1.1").orElseThrow(), 0).value());
        Part zip = back.structure().find("2").orElseThrow();
        assertEquals(Optional.of("Übersicht der \"Größen\" für das Jahr 2026 und darüber hinaus.zip"), zip.name());
        byte[] body = Eml.body(raw, zip).getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                file,
                TransferDecoding.decode(new ByteArrayInputStream(body), zip.encoding())
                        .readAllBytes());
        for (String line : new String(raw, StandardCharsets.UTF_8).split("\r\n", -1))
            assertTrue(line.length() <= 998, line);
    }

    @Test
    void lineBreaksAreRefusedInEveryForm() {
        for (String bad : new String[] {"a\r\nBcc: v@x", "a\nb", "a\rb", "a\0b"}) {
            for (HeaderValue v : List.of(
                    new HeaderValue.Text(bad),
                    new HeaderValue.Raw(bad),
                    new HeaderValue.Addresses(List.of(MailAddress.of(bad, "a@b"))),
                    new HeaderValue.Addresses(List.of(MailAddress.of(bad))),
                    new HeaderValue.GroupedAddresses(List.of(new AddressGroup(Optional.of(bad), List.of()))),
                    new HeaderValue.MessageIds(Optional.of(List.of(bad))),
                    new HeaderValue.Urls(Optional.of(List.of(bad))))) {
                OutgoingMessage m =
                        new OutgoingMessage(List.of(new OutgoingHeader("X-A", v)), OutgoingPart.text("text/plain", ""));
                assertTrue(MessageWriter.defect(m).isPresent(), v.toString());
            }
            OutgoingMessage name = new OutgoingMessage(
                    List.of(), OutgoingPart.attachment("text/plain", bad, () -> new ByteArrayInputStream(new byte[0])));
            assertTrue(MessageWriter.defect(name).isPresent());
            OutgoingMessage header =
                    new OutgoingMessage(List.of(OutgoingHeader.text(bad, "x")), OutgoingPart.text("text/plain", ""));
            assertTrue(MessageWriter.defect(header).isPresent());
        }
    }

    @Test
    void anAddressCannotCloseItsBrackets() {
        OutgoingMessage m = new OutgoingMessage(List.of(to("x", "a@b>, <v@x")), OutgoingPart.text("text/plain", ""));
        assertTrue(MessageWriter.defect(m).isPresent());
    }

    @Test
    void foldedRawHeadersAreAllowed() throws IOException {
        OutgoingMessage m = new OutgoingMessage(
                List.of(new OutgoingHeader("X-A", new HeaderValue.Raw(" a\r\n b"))),
                OutgoingPart.text("text/plain", "x"));
        assertTrue(new String(write(m), StandardCharsets.US_ASCII).startsWith("X-A: a\r\n b\r\n"));
    }

    @Test
    void aFlowedTextKeepsItsParameterAndItsTrailingSpaces() throws IOException {
        OutgoingPart text = new OutgoingPart(
                "text/plain",
                Optional.of("utf-8"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(new OutgoingHeader(
                        "Content-Type", new HeaderValue.Raw(" text/plain; charset=utf-8; format=flowed"))),
                new OutgoingPart.Content.Text("a long line \r\ngoes on"));
        byte[] raw = write(new OutgoingMessage(List.of(), text));
        Part root = MessageIndexer.index(raw).structure();
        assertEquals("flowed", root.parameters().get("format"));
        String body = new String(raw, StandardCharsets.US_ASCII);
        assertTrue(body.contains("a long line \r\n") || body.contains("a long line=20\r\n"), body);
        assertEquals(1, body.split("Content-Type:", -1).length - 1);
    }
}
