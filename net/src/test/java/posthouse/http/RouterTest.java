// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.base.Refused;

class RouterTest {
    private static final Router ROUTER = new Router(List.of(
            get("/mail/{rest*}"),
            get("/mail/frame/{account}/{email}"),
            get("/mail/files/{account}/{email}.zip"),
            get("/jmap/download/{account}/{blob}/{name~}"),
            get("/kb/"),
            get("/kb/{id}"),
            new Route("POST", "/sign-in", new RouteAccess.Public("test"), e -> {})));

    private static Route get(String template) {
        return new Route("GET", template, new RouteAccess.Public("test"), e -> {});
    }

    private static Router.Match.Found found(String path) {
        return assertInstanceOf(Router.Match.Found.class, ROUTER.match("GET", path));
    }

    @Test
    void literalSegmentsWinOverTheRest() {
        assertEquals(
                "/mail/frame/{account}/{email}",
                found("/mail/frame/a1/e1").route().template());
        assertEquals(Map.of("rest", "a1/m1"), found("/mail/a1/m1").parameters());
        assertEquals(Map.of("rest", ""), found("/mail/").parameters());
    }

    @Test
    void aLiteralEndingIsNoPartOfTheParameter() {
        assertEquals(
                Map.of("account", "a1", "email", "e.1"),
                found("/mail/files/a1/e.1.zip").parameters());
    }

    @Test
    void anEncodedSlashIsTakenOnlyWhereTheTemplateSaysSo() {
        assertEquals(
                "a/b%.txt",
                found("/jmap/download/a1/b1/a%2Fb%25.txt").parameters().get("name"));
        assertInstanceOf(Router.Match.Nothing.class, ROUTER.match("GET", "/kb/a%2Fb"));
    }

    @Test
    void anotherMethodIsToldWhichThereAre() {
        assertEquals(new Router.Match.WrongMethod("OPTIONS, POST"), ROUTER.match("GET", "/sign-in"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//kb/",
                "/kb/..",
                "/kb/%2e%2e",
                "/kb/..;/x",
                "/kb/;x",
                "/kb/a\\b",
                "/kb/%00",
                "/kb/%zz",
                "/kb/%c0%ae"
            })
    void anAmbiguousPathIsRefused(String path) {
        assertThrows(Refused.class, () -> ROUTER.match("GET", path));
    }

    @Test
    void twoRoutesForTheSameAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Router(List.of(get("/a"), get("/a"))));
    }
}
