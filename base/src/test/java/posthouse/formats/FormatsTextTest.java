// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.formats.header.EncodedWords;
import posthouse.formats.header.Parameters;
import posthouse.formats.text.CharacterSets;

class FormatsTextTest {
    private static HeaderField field(String raw) {
        return HeaderBlock.parse(Eml.of("X: " + raw + "\n\n")).fields().getFirst();
    }

    private static List<MailAddress> addresses(String raw) {
        return field(raw).addresses();
    }

    @Test
    void encodedWordsJoinWithoutTheBlankBetween() {
        assertEquals("ab", field("=?utf-8?Q?a?= =?utf-8?Q?b?=").text());
        assertEquals("a b", field("=?utf-8?Q?a?= b").text());
        assertEquals("€", field("=?utf-8?B?4oI=?=\n =?utf-8?B?rA==?=").text());
        assertEquals("a b", field("=?utf-8?Q?a b?=").text());
        assertEquals("=?utf-8?X?a?=", field("=?utf-8?X?a?=").text());
    }

    @Test
    void anEncodedLineBreakNeverBecomesOne() {
        assertEquals("a  Bcc: v@x", field("=?utf-8?Q?a=0D=0ABcc:_v@x?=").text());
    }

    @Test
    void addressesAsTheyAreWritten() {
        assertEquals(List.of(MailAddress.of("a@b.test")), addresses("a@b.test"));
        assertEquals(
                List.of(MailAddress.of("Joe Q. Public", "john@b.test")), addresses("\"Joe Q. Public\" <john@b.test>"));
        assertEquals(List.of(MailAddress.of("Pete", "pete@silly.test")), addresses("pete@silly.test (Pete)"));
        assertEquals(List.of(MailAddress.of("Doe, J", "j@x.test")), addresses("=?utf-8?Q?Doe,_J?= <j@x.test>"));
        assertEquals(List.of(MailAddress.of("a@x.test"), MailAddress.of("b@x.test")), addresses("a@x.test; b@x.test"));
        assertEquals(List.of(MailAddress.of("user@host")), addresses("<@relay1,@relay2:user@host>"));
        assertEquals(List.of(MailAddress.of("Joe Doe", "joe@x.test")), addresses("Joe Doe joe@x.test"));
        assertEquals(List.of(MailAddress.of("\"a b\"@x.test")), addresses("\"a b\"@x.test"));
        assertEquals(List.of(MailAddress.of("x", "a@[127.0.0.1]")), addresses("x <a@[127.0.0.1]>"));
        assertEquals(List.of(), addresses(" , ,"));
    }

    @Test
    void groupsKeepTheirNames() {
        assertEquals(
                List.of(
                        new AddressGroup(Optional.empty(), List.of(MailAddress.of("a@x"))),
                        new AddressGroup(
                                Optional.of("Friends"), List.of(MailAddress.of("b@x"), MailAddress.of("C", "c@x"))),
                        new AddressGroup(Optional.empty(), List.of(MailAddress.of("d@x")))),
                field("a@x, Friends: b@x, C <c@x>; , d@x").groups());
        assertEquals(
                List.of(new AddressGroup(Optional.of("undisclosed-recipients"), List.of())),
                field("undisclosed-recipients:;").groups());
    }

    @Test
    void datesAsTheyAreWritten() {
        assertEquals(
                "2002-11-12T10:00-05:00",
                field("Tue, 12 Nov 02 10:00 EST").date().orElseThrow().toString());
        assertEquals(
                "2002-11-12T22:00:01Z",
                field("Nov 12 22:00:01 2002").date().orElseThrow().toString());
        assertEquals(
                "2026-02-03T04:05:06+01:00",
                field("3 Feb 2026 04:05:06 +0100 (CET)").date().orElseThrow().toString());
        assertEquals(
                "2026-02-03T04:05:06Z",
                field("2026-02-03T04:05:06Z").date().orElseThrow().toString());
        assertTrue(field("yesterday").date().isEmpty());
        assertTrue(field("99 Foo 2026 25:61").date().isEmpty());
    }

    @Test
    void rawKeepsFoldsAndBlanks() {
        assertEquals(" a\r\n  b", field("a\n  b").raw());
        assertEquals("a  b", field("a\n  b").text());
    }

    @Test
    void eightBitHeadersAreGuessed() {
        HeaderField f = HeaderBlock.parse(Eml.latin1("Subject: Grüße aus München\n\n"))
                .fields()
                .getFirst();
        assertEquals("Grüße aus München", f.text());
        assertTrue(f.raw().contains("\uFFFD"));
    }

    @Test
    void listUrlsAreRead() {
        assertEquals(
                List.of("mailto:u@x?subject=a", "https://x/u"),
                field("<mailto:u@x?subject=a> (mail), <https://x/u>").urls());
    }

    @Test
    void foldingTakesAccentsAndCase() {
        assertEquals("uber strasse", TextFolding.fold("Über-Straße"));
        assertEquals("jira 1234", TextFolding.fold("JIRA-1234"));
        assertEquals("ελλασ", TextFolding.fold("Ελλάς"));
        assertEquals("ガギ", TextFolding.fold("ｶﾞギ"));
        assertEquals("한국어", TextFolding.fold("한국어"));
        assertEquals("हिन्दी", TextFolding.fold("हिन्दी"));
        assertEquals("a b", TextFolding.fold("  a\n…b  "));
    }

    @Test
    void queriesMatchWordsPhrasesPrefixesAndPartsOfUnspacedScripts() {
        String text = TextFolding.fold("The ticket JIRA-1234 went to jane.doe@mail.example.co.uk about 東京都庁 planning");
        assertTrue(TextQuery.of("jira-1234").matches(text));
        assertTrue(TextQuery.of("example.co.uk").matches(text));
        assertTrue(TextQuery.of("plan*").matches(text));
        assertFalse(TextQuery.of("plan").matches(text));
        assertTrue(TextQuery.of("京都").matches(text));
        assertFalse(TextQuery.of("\"went ticket\"").matches(text));
        assertTrue(TextQuery.of("\"ticket jira\" TOKYO* ").matches(text + " tokyo"));
    }

    private static void sortBase(String base, String subject) {
        assertEquals(base, Subjects.sortBase(subject));
    }

    @Test
    void subjectsAreSortedByTheBaseOfTheRfc() {
        sortBase("Plan", "Re: Plan");
        sortBase("Plan", "RE :Fwd: fw: Plan (fwd) (FWD)");
        sortBase("Plan", "[list] [b] Re[2]: Plan");
        sortBase("Plan", "re [x]:Plan");
        sortBase("[b]", "[a] [b]");
        sortBase("[b]", "[a] Re: [b]");
        sortBase("Plan", "[Fwd: Re: Plan]");
        sortBase("Plan", "[list] [fwd: [fwd: Plan (fwd)]]");
        sortBase("AW: Plan", "AW: Plan");
        sortBase("Ref: Plan", "Ref: Plan");
        sortBase("report: Plan", "report: Plan");
        sortBase("Re", "Re");
        sortBase("", "Re: (fwd)");
        sortBase("[a", "[a");
        sortBase("]", "[a] ".repeat(2_000) + "]");
    }

    @Test
    void foldedTextKnowsWhereItCameFrom() {
        for (String text : List.of(
                "Plain words, twice",
                "Grüße aus Łódź: Straße & co\u00adop",
                "e\u0301te\u0301 ½ ﬁne ① ＡＢＣ",
                "日本語 テスト 한국어 ไทย हिन्दी",
                "x".repeat(200) + " é".repeat(3),
                "\ud800 lone \ud83d\ude00 end",
                "")) {
            FoldedText folded = FoldedText.of(text);
            assertEquals(TextFolding.fold(text), folded.folded(), text);
        }
        String text = "  Grüße aus der Straße!";
        FoldedText folded = FoldedText.of(text);
        TextQuery.Hit hit = TextQuery.of("STRASSE").hits(folded.folded()).getFirst();
        assertEquals("Straße", text.substring(folded.start(hit.from()), folded.end(hit.to())));
        TextQuery.Hit first = TextQuery.of("grusse").hits(folded.folded()).getFirst();
        assertEquals("Grüße", text.substring(folded.start(first.from()), folded.end(first.to())));
    }

    @Test
    void hitsOfSeveralWordsAreInOrderAndApart() {
        assertEquals(
                List.of(new TextQuery.Hit(0, 3), new TextQuery.Hit(4, 13)),
                TextQuery.of("\"bcd ef\" cde \"ef gh\" abc").hits("abc bcd ef gh bcde"));
    }

    @Test
    void baseSubjectsLoseReplyMarks() {
        assertEquals("plan", Subjects.base("Re: [list] RE[2]: AW: Fwd: Plan (fwd)"));
        assertEquals("[plan]", Subjects.base("[Plan]"));
        assertEquals("plan", Subjects.base("[Fwd: Re:  Plan]"));
        assertEquals("", Subjects.base("Re: "));
        assertFalse(Subjects.isReply("Report: all"));
        assertTrue(Subjects.isReply("Re: all"));
    }

    @Test
    void flowedTextIsJoined() {
        assertEquals("a b\n> c d\n-- \nx", FlowedText.unflow("a \r\nb\r\n> c \r\n> d\r\n-- \r\nx", false));
        assertEquals("a\n\nb", FlowedText.unflow("a\r\n\r\nb", false));
        String long1 = "word ".repeat(60).strip();
        assertEquals(long1, FlowedText.unflow(FlowedText.flow(long1), false).strip());
    }

    @Test
    void htmlBecomesText() {
        assertEquals(
                "Hi\n\n> quoted\n• one\n• two",
                HtmlText.plain("<style>x{}</style><p>Hi<blockquote>quoted</blockquote><ul><li>one<li>two</ul>"));
        assertEquals("seen", HtmlText.plain("<div style='display: none'>hidden</div>seen<script>alert(1)</script>"));
    }

    @Test
    void crlfIsMadeOnceAndOnlyOnce() throws IOException {
        byte[] made = new CrLf(new ByteArrayInputStream("a\nb\r\nc\rd\n\n".getBytes())).readAllBytes();
        assertEquals("a\r\nb\r\nc\rd\r\n\r\n", new String(made, StandardCharsets.US_ASCII));
        assertArrayEquals(made, new CrLf(new ByteArrayInputStream(made)).readAllBytes());
    }

    @Test
    void charsetsAreCorrected() {
        Part p = MessageIndexer.index(Eml.of("Content-Type: text/plain; charset=iso-8859-1\n\nx"))
                .structure();
        byte[] utf8 = "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nGrüße".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new BodyValue("Grüße", true, false),
                Eml.value(utf8, MessageIndexer.index(utf8).structure(), 0));
        byte[] jis =
                "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n日本語".getBytes(Charset.forName("ISO-2022-JP"));
        assertEquals(
                new BodyValue("日本語", false, false),
                Eml.value(jis, MessageIndexer.index(jis).structure(), 0));
        byte[] odd = Eml.of("Content-Type: text/plain; charset=x-unknown\n\nplain");
        assertFalse(Eml.value(odd, MessageIndexer.index(odd).structure(), 0).isTruncated());
        assertEquals("windows-1252", p.charset().map(c -> "windows-1252").orElseThrow());
    }

    private static BodyValue utf7(String text) {
        byte[] message = Eml.of("Content-Type: text/plain; charset=UTF-7\n\n" + text);
        return Eml.value(message, MessageIndexer.index(message).structure(), 0);
    }

    @Test
    void utf7IsRead() {
        assertEquals(new BodyValue("A\u2262\u0391. 1 + 1", false, false), utf7("A+ImIDkQ. 1 +- 1"));
        assertEquals(new BodyValue("Hi Mom -\u263a-!", false, false), utf7("Hi Mom -+Jjo--!"));
        assertEquals(new BodyValue("\u65e5\u672c\u8a9e", false, false), utf7("+ZeVnLIqe"));
        assertEquals(new BodyValue("\ud83d\ude00 <b>", false, false), utf7("+2D3eAA- +ADw-b+AD4"));
        assertEquals(
                "Gr\u00fc\u00dfe",
                MessageIndexer.index(Eml.of("Subject: =?utf-7?Q?Gr+APwA3w-e?=\n\nx"))
                        .envelope()
                        .subject()
                        .orElseThrow());
        assertEquals(
                "Gr\u00fc\u00dfe",
                MessageIndexer.index(Eml.of("Content-Type: text/plain; charset=utf-7\n\nGr+APwA3w-e"))
                        .preview());
    }

    @Test
    void brokenUtf7IsReadAsFarAsItGoes() {
        assertEquals(new BodyValue("C++ and +", true, false), utf7("C++- and +"));
        assertEquals(new BodyValue("a\ufffdb", true, false), utf7("a+2D0-b"));
        assertEquals(new BodyValue("a+A b", true, false), utf7("a+A b"));
        assertEquals(
                "\ufffd",
                CharacterSets.decode(new byte[] {(byte) 0xe4}, "utf-7").text());
    }

    @Test
    void textThatWasEncodedTwiceIsReadAsItWasMeant() {
        String meant = "Então talvez resolva fazendo uma imagem da partição lógica";
        String twice = new String(meant.getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"));
        byte[] message = Eml.of("Content-Type: text/plain; charset=utf-8\n\n" + twice + "\n");
        BodyValue value = Eml.value(message, MessageIndexer.index(message).structure(), 0);
        assertEquals(meant, value.value().strip());
        byte[] mention = Eml.of(
                "Content-Type: text/plain; charset=utf-8\n\nIt shows as \u00c3\u00a4, für alle, bitte, très drôle\n");
        assertTrue(Eml.value(mention, MessageIndexer.index(mention).structure(), 0)
                .value()
                .contains("\u00c3\u00a4"));
    }

    @Test
    void truncationKeepsCharactersAndTagsWhole() {
        assertEquals("a", BodyValues.truncate("a€", 3, false));
        assertEquals("ab", BodyValues.truncate("ab<img src=x>", 6, true));
        assertEquals("ab", BodyValues.truncate("ab&amp;", 5, true));
    }

    @Test
    void domainsKeepTheSharpS() {
        assertEquals(Optional.of("xn--fa-hia.de"), Domains.toAscii("faß.de"));
        assertEquals("faß.de", Domains.toUnicode("xn--fa-hia.de"));
        assertTrue(Domains.toAscii("a..b").isEmpty());
        assertTrue(Addresses.isAddress("jörg@bücher.example"));
        assertFalse(Addresses.isAddress("a\r\n@b.test"));
        assertFalse(Addresses.isAddress("nodomain"));
    }

    @Test
    void quotedPrintableStreamsLikeTheCounter() throws IOException {
        String body = "a=20b =\r\nc=3D=\r\n  \r\n=ZZ=4";
        byte[] raw = ("Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body).getBytes();
        Part p = MessageIndexer.index(raw).structure();
        byte[] decoded = TransferDecoding.decode(new ByteArrayInputStream(body.getBytes()), "quoted-printable")
                .readAllBytes();
        assertEquals("a b c=\r\n=ZZ=4", new String(decoded));
        assertEquals(decoded.length, p.size());
    }

    @Test
    void aSearchForSignsThatTextIsNotKeptByFindsNothingAndABlankOneEverything() {
        assertFalse(TextQuery.of("\ud83d\ude00").matches("ticket"));
        assertFalse(TextQuery.of("\u2026!").matchesAny(SearchText.EMPTY));
        assertTrue(TextQuery.of(" \"\" *").matches("ticket"));
        assertTrue(TextQuery.of("ticket !").matches("ticket"));
    }

    @Test
    void aCharacterOfTwoUnitsThatAMailerDidNotEncodeIsKept() {
        assertEquals("\ud83d\ude00 ok", EncodedWords.text("=?utf-8?q?\ud83d\ude00_ok?="));
        assertEquals(
                "\ud83d\ude00.txt",
                Parameters.parse("attachment; filename*=utf-8''\ud83d\ude00.txt")
                        .parameters()
                        .get("filename"));
    }
}
