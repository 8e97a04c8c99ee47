// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import posthouse.smtp.syntax.MailPath.Parsed;

class MailPathTest {
    private static String address(String text) {
        return assertInstanceOf(Parsed.Read.class, MailPath.parse(text, "TO:", false), text)
                .path()
                .address();
    }

    @Test
    void pathsAreReadAsTheWorldWritesThem() {
        assertEquals("ada@demo.test", address("TO:<ada@demo.test>"));
        assertEquals("ada@demo.test", address("to: <ada@demo.test>"));
        assertEquals("ada@demo.test", address("To:ada@demo.test"));
        assertEquals("", address("TO:<>"));
        assertEquals("Postmaster", address("TO:<Postmaster>"));
        assertEquals("\"a b\\\"c@d\"@demo.test", address("TO:<\"a b\\\"c@d\"@demo.test>"));
        assertEquals("a@[127.0.0.1]", address("TO:<a@[127.0.0.1]>"));
        assertEquals("a@[IPv6:::1]", address("TO:<a@[IPv6:::1]>"));
        assertEquals("a.b.@demo.test", address("TO:<a.b.@demo.test>"));
    }

    @Test
    void aSourceRouteIsIgnored() {
        assertEquals("u@ext.test", address("TO:<@us.test,@them.test:u@ext.test>"));
    }

    @Test
    void whatIsNoAddressIsSaidToBeNone() {
        for (String bad : List.of(
                "TO:<a@>",
                "TO:<@b>",
                "TO:<a b@c.test>",
                "TO:<a@b@c.test>",
                "TO:<a@b.test",
                "TO:<\"a@b.test>",
                "TO:<\"a\tb\"@c.test>",
                "TO:<\"a\\\tb\"@c.test>",
                "TO:<\"a\u0001b\"@c.test>",
                "TO:<a\u0085b@c.test>",
                "TO:<a\u2028b@c.test>",
                "TO:<\"\"@b.test>",
                "TO:<a@b..test>",
                "TO:<a@b.test>x",
                "TO:<a@[1.2.3.4>",
                "TO:<a@b;test>",
                "TO:<" + "a".repeat(330) + "@b.test>"))
            assertInstanceOf(Parsed.BadAddress.class, MailPath.parse(bad, "TO:", false), bad);
        assertInstanceOf(Parsed.NoPath.class, MailPath.parse("TO:", "TO:", false));
        assertInstanceOf(Parsed.NoPath.class, MailPath.parse("FROM:<a@b.test>", "TO:", false));
    }

    @Test
    void lettersBeyondAsciiNeedSmtpUtf8() {
        assertInstanceOf(Parsed.NeedsUtf8.class, MailPath.parse("FROM:<jürgen@demo.test>", "FROM:", false));
        assertInstanceOf(Parsed.Read.class, MailPath.parse("FROM:<jürgen@demo.test> SMTPUTF8", "FROM:", false));
        assertInstanceOf(Parsed.Read.class, MailPath.parse("TO:<用户@例え.test>", "TO:", true));
    }

    @Test
    void parametersFollowAfterBlanks() {
        var read = assertInstanceOf(
                Parsed.Read.class, MailPath.parse("FROM:<a@b.test>  SIZE=12 body=8bitmime", "FROM:", false));
        assertEquals(12L, read.path().parameters().size().orElseThrow());
        assertEquals("8bitmime", read.path().parameters().values().get("BODY"));
        for (String bad : List.of("SIZE=", "=5", "SIZE=1 SIZE=2", "SI_ZE=1"))
            assertInstanceOf(Parsed.BadParameters.class, MailPath.parse("FROM:<a@b.test> " + bad, "FROM:", false), bad);
    }

    @Test
    void aSizeBeyondLongIsTheLargest() {
        assertEquals(
                Long.MAX_VALUE,
                Parameters.parse("SIZE=99999999999999999999")
                        .orElseThrow()
                        .size()
                        .orElseThrow());
        assertEquals(
                java.util.Optional.empty(),
                Parameters.parse("SIZE=-1").orElseThrow().size());
    }
}
