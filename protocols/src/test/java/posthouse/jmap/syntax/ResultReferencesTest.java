// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
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
        return ResultReferences.resolve(json(arguments), RESPONSES);
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
}
