// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PseudoTextTest {
    @Test
    void isLongerInBracketsAndWithAccents() {
        assertEquals("[Šíǧñ íñ~]", PseudoText.of("Sign in"));
    }

    @Test
    void leavesArgumentsChoicesAndApostrophesWhatTheyAre() {
        assertEquals(
                "[{many, select, one {1 ƥóšť} other {{count} ƥóšťš}}~~~]",
                PseudoText.of("{many, select, one {1 post} other {{count} posts}}"));
        assertTrue(PseudoText.of("the folder''s {name}").startsWith("[ťĥé ƒóĺďéř''š {name}~"));
    }

    @Test
    void fillsEveryTextOfTheCatalogue() {
        var catalogue = Catalogue.of(Locale.forLanguageTag("en-XB"));
        var arguments = Map.of("count", 3, "name", "Web", "many", "one", "limit", "5 MB");
        for (String key : catalogue.keys())
            if (!key.startsWith("date."))
                assertTrue(catalogue.text(key, arguments).startsWith("["), key);
    }
}
