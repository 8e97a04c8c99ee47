// SPDX-License-Identifier: Apache-2.0
package posthouse.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the first list, as the preferences keep it. */
class ListOrderTest {
    @ParameterizedTest
    @CsvSource({
        "from, true, from, true, ",
        "-size, true, size, false, ",
        "-sent, false, sentAt, false, ",
        "unread, true, allInThreadHaveKeyword, true, $seen",
        "unread, false, hasKeyword, true, $seen",
        "-flagged, true, someInThreadHaveKeyword, false, $flagged",
        "importance, true, receivedAt, false, ",
        "'', true, receivedAt, false, ",
    })
    void isWhatTheApplicationAsksFor(
            String kept, boolean conversations, String property, boolean ascending, String keyword) {
        var comparator = ListOrder.comparator(kept, conversations);
        assertEquals(property, comparator.path("property").stringValue(""));
        assertEquals(ascending, comparator.path("isAscending").asBoolean());
        assertEquals(keyword == null ? "" : keyword, comparator.path("keyword").stringValue(""));
    }
}
