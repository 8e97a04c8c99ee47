// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageIndexerTest {
    private static final String MIXED = """
            From: =?utf-8?Q?J=C3=B6rg?= <joerg@example.test>
            To: Ada <ada@demo.test>, "Doe, Jane" <jane@demo.test>
            Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
             aus =?utf-8?B?S8O2bG4=?=
            Date: Fri, 21 Nov 1997 09:55:06 -0600
            Message-ID: <1@example.test>
            References: <a@x> <b@x>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="outer"

            preamble
            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8

            Hello Ada

            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Hello <b>Ada</b> =E2=82=AC</p>
            --inner--
            --outer
            Content-Type: application/pdf; name*=utf-8''B%C3%A4r.pdf
            Content-Disposition: attachment
            Content-Transfer-Encoding: base64

            SGVsbG8gd29ybGQ=
            --outer--
            epilogue
            """;

    @Test
    void envelopeIsDecoded() {
        Envelope e = Eml.index(MIXED).envelope();
        assertEquals(Optional.of("Grüße aus Köln"), e.subject());
        assertEquals(List.of(MailAddress.of("Jörg", "joerg@example.test")), e.from());
        assertEquals(
                List.of(MailAddress.of("Ada", "ada@demo.test"), MailAddress.of("Doe, Jane", "jane@demo.test")), e.to());
    }

    @Test
    void idsAndDateAreRead() {
        MessageIndex m = Eml.index(MIXED);
        assertEquals(List.of("1@example.test"), m.messageId());
        assertEquals(List.of("a@x", "b@x"), m.references());
        assertEquals("1997-11-21T09:55:06-06:00", m.sentAt().orElseThrow().toString());
    }

    @Test
    void offsetsNameTheOctetsOfEachPart() {
        byte[] raw = Eml.of(MIXED);
        Part root = MessageIndexer.index(raw).structure();
        Part plain = root.find("1.1").orElseThrow();
        assertEquals("Hello Ada\r\n", Eml.body(raw, plain));
        assertEquals("SGVsbG8gd29ybGQ=", Eml.body(raw, root.find("2").orElseThrow()));
        assertEquals(11, root.find("2").orElseThrow().size());
        assertEquals(Optional.of("Bär.pdf"), root.find("2").orElseThrow().name());
    }

    @Test
    void bodyListsFollowTheAlgorithmOfRfc8621() {
        BodyLists lists = BodyLists.of(Eml.index(MIXED).structure());
        assertEquals(List.of("1.1"), lists.textBody().stream().map(Part::partId).toList());
        assertEquals(List.of("1.2"), lists.htmlBody().stream().map(Part::partId).toList());
        assertEquals(
                List.of("2"), lists.attachments().stream().map(Part::partId).toList());
    }

    @Test
    void previewIsTheTextAndTheClipIsSeen() {
        MessageIndex m = Eml.index(MIXED);
        assertEquals("Hello Ada", m.preview());
        assertTrue(m.hasAttachment());
        assertFalse(m.truncated());
    }

    @Test
    void searchTextIsFolded() {
        SearchText t = Eml.index(MIXED).search();
        assertEquals("grusse aus koln", t.subject());
        assertEquals("jorg joerg example test", t.from());
        assertEquals("bar pdf", t.attachments());
        assertTrue(TextQuery.of("hello ada").matches(t.body()));
    }

    @Test
    void anEmbeddedMessageIsALeafWithItsOwnTreeBelow() {
        String text = """
                Subject: outer
                Content-Type: multipart/mixed; boundary=b

                --b

                see below
                --b
                Content-Type: message/rfc822

                Subject: inner
                Content-Type: multipart/mixed; boundary=c

                --c
                Content-Type: text/plain

                inner words
                --c--

                --b--
                """;
        Part root = Eml.index(text).structure();
        Part embedded = root.find("2").orElseThrow();
        assertEquals("message/rfc822", embedded.type());
        assertEquals(List.of(), embedded.subParts());
        assertEquals("text/plain", root.find("2.1").orElseThrow().type());
        assertTrue(TextQuery.of("inner words").matches(Eml.index(text).search().body()));
    }

    @Test
    void aMessageWithoutAnEmptyLineShowsItsText() {
        MessageIndex m = Eml.index("Subject: x\nHello there\nand more\n");
        assertEquals(Optional.of("x"), m.envelope().subject());
        assertEquals("Hello there and more", m.preview());
    }

    @Test
    void anMboxLineBeforeTheHeaderIsSkipped() {
        assertEquals(
                Optional.of("x"),
                Eml.index("From joe@x Fri Nov 21 09:55:06 1997\nSubject: x\n\nbody\n")
                        .envelope()
                        .subject());
    }

    @Test
    void aMultipartWithoutBoundaryIsShownAsText() {
        MessageIndex m = Eml.index("Content-Type: multipart/mixed\n\nhello\n");
        assertEquals("text/plain", m.structure().type());
        assertEquals("hello", m.preview());
    }

    @Test
    void aMultipartWhoseBoundaryNeverComesIsShownAsText() {
        MessageIndex m = Eml.index("Content-Type: multipart/mixed; boundary=zzz\n\nhello\nworld\n");
        assertEquals("text/plain", m.structure().type());
        assertEquals("hello world", m.preview());
    }

    @Test
    void theEmptyMessageIsAMessage() {
        MessageIndex m = MessageIndexer.index(new byte[0]);
        assertEquals("text/plain", m.structure().type());
        assertEquals(0, m.size());
    }

    @Test
    void aBoundaryCloserAtTheEndWithoutLineBreakCloses() {
        byte[] raw = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b--".getBytes();
        Part root = MessageIndexer.index(raw).structure();
        assertEquals("hi", Eml.body(raw, root.find("1").orElseThrow()));
    }

    @Test
    void aParentsBoundaryEndsAChildThatForgotItsOwn() {
        String text = """
                Content-Type: multipart/mixed; boundary=a

                --a
                Content-Type: multipart/alternative; boundary=b

                --b

                one
                --a

                two
                --a--
                """;
        Part root = Eml.index(text).structure();
        assertEquals(2, root.children().size());
        assertEquals("two", Eml.body(Eml.of(text), root.find("2").orElseThrow()));
    }

    @Test
    void inlineImagesAreNoAttachments() {
        String text = """
                Content-Type: multipart/related; boundary=a

                --a
                Content-Type: text/html

                <img src="cid:x">
                --a
                Content-Type: image/png
                Content-ID: <x>
                Content-Disposition: inline; filename=x.png

                ....
                --a--
                """;
        assertFalse(Eml.index(text).hasAttachment());
    }

    @Test
    void theCodecGivesBackWhatItGot() {
        MessageIndex m = Eml.index(MIXED);
        MessageIndex back = IndexCodec.decode(IndexCodec.encode(m));
        assertEquals(m.withSearch(SearchText.EMPTY), back);
        assertEquals(m.search(), IndexCodec.decodeText(IndexCodec.encodeText(m.search())));
    }

    @Test
    void whatIsInAnEncodingThatNobodyKnowsIsAFile() {
        for (String encoding : new String[] {"x-gzip64", "qouted-printable", "uuencode"}) {
            MessageIndex m =
                    Eml.index("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n"
                            + "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: " + encoding
                            + "\n\nH4sIAAAA<b>\n--b--\n");
            BodyLists lists = BodyLists.of(m.structure());
            Part file = lists.attachments().getFirst();
            assertEquals("application/octet-stream", file.type(), encoding);
            assertEquals(encoding, file.encoding());
            assertEquals("H4sIAAAA<b>".length(), file.size());
            assertEquals(1, lists.textBody().size());
            assertTrue(m.hasAttachment());
            assertEquals("hello", m.preview());
        }
        MessageIndex whole = Eml.index("Content-Type: text/plain\nContent-Transfer-Encoding: x-gzip64\n\nH4sIAAAA\n");
        assertTrue(BodyLists.of(whole.structure()).textBody().isEmpty());
        assertEquals("", whole.preview());
        MessageIndex slip = Eml.index("Content-Type: text/plain\nContent-Transfer-Encoding: 8-bit\n\nplain\n");
        assertEquals("text/plain", slip.structure().type());
    }

    @Test
    void anEmptyTextBesideShortHtmlHasTheHtmlsWordsForPreviewAndSearch() {
        MessageIndex m = Eml.index("""
                Subject: x
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain


                --b
                Content-Type: text/html

                <p>See you at ten</p>
                --b--
                """);
        assertEquals("See you at ten", m.preview());
        assertTrue(TextQuery.of("ten").matches(m.search().body()));
    }

    @Test
    void ofRelatedPartsTheOneThatTheMultipartNamesIsTheBody() {
        MessageIndex m = Eml.index("""
                Subject: x
                Content-Type: multipart/related; boundary=b; start="<root@x>"

                --b
                Content-Type: image/png
                Content-ID: <picture@x>

                abc
                --b
                Content-Type: text/html
                Content-ID: <root@x>

                <p>Words beside <img src="cid:picture@x"></p>
                --b--
                """);
        BodyLists lists = BodyLists.of(m.structure());
        assertEquals("text/html", lists.htmlBody().getFirst().type());
        assertEquals(1, lists.htmlBody().size());
        assertEquals("Words beside", m.preview());
        assertEquals(
                List.of("image/png"),
                lists.attachments().stream().map(Part::type).toList());
    }
}
