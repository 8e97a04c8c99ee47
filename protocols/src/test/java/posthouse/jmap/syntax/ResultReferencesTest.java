// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.jmap.syntax.ResultReferences.Outcome;
import tools.jackson.databind.node.ObjectNode;

class ResultReferencesTest {
    private static final List<Invocation> RESPONSES = List.of(
            new Invocation(
                    "A/get",
                    json("{'list':[{'id':'1','more':['a','b']},{'id':'2','more':['c']}],'a/b':{'m~n':7},'none':[]}"),
                    "c0"),
            new Invocation("A/get", json("{'list':[]}"), "c0"));

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static Outcome resolve(String arguments) {
        return new ResultReferences().resolve(json(arguments), RESPONSES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/list/*/id | [\"1\",\"2\"]",
                "/list/*/more | [\"a\",\"b\",\"c\"]",
                "/list/1/id | \"2\"",
                "/list/0/more/1 | \"b\"",
                "/a~1b/m~0n | 7",
                "/none/* | []"
            })
    void aPathLeadsToItsValue(String path, String expected) {
        var resolved = assertInstanceOf(
                Outcome.Resolved.class,
                resolve("{'#ids':{'resultOf':'c0','name':'A/get','path':'" + path + "'},'other':1}"));
        assertEquals(expected, resolved.arguments().get("ids").toString());
        assertEquals(1, resolved.arguments().get("other").intValue());
    }

    @ParameterizedTest
    @CsvSource({
        "c0,A/get,/list/7/id",
        "c0,A/get,/list/01/id",
        "c0,A/get,/list/*/nothing",
        "c0,A/get,list",
        "c0,B/get,/list",
        "c9,A/get,/list"
    })
    void aPathThatLeadsNowhereIsUnresolved(String call, String name, String path) {
        assertInstanceOf(
                Outcome.Unresolved.class,
                resolve("{'#ids':{'resultOf':'" + call + "','name':'" + name + "','path':'" + path + "'}}"));
    }

    @Test
    void anArgumentGivenTwiceIsToldApart() {
        assertEquals(
                new Outcome.Twice("ids"), resolve("{'ids':[],'#ids':{'resultOf':'c0','name':'A/get','path':'/list'}}"));
    }

    @Test
    void referencesToReferencesDoNotGrowWithoutBound() {
        var references = new ResultReferences();
        var responses = new ArrayList<Invocation>();
        responses.add(new Invocation("Core/echo", json("{'text':'" + "x".repeat(1000) + "'}"), "c0"));
        Outcome last = new Outcome.Resolved(json("{}"));
        for (int i = 1; i < 32 && last instanceof Outcome.Resolved; i++) {
            String before = "{'resultOf':'c" + (i - 1) + "','name':'Core/echo','path':''}";
            last = references.resolve(json("{'#a':" + before + ",'#b':" + before + "}"), responses);
            if (last instanceof Outcome.Resolved resolved)
                responses.add(new Invocation("Core/echo", resolved.arguments(), "c" + i));
        }
        assertInstanceOf(Outcome.Unresolved.class, last);
        assertTrue(Json.bytes(responses.getLast().arguments()).length < 10_000_000);
    }
}
