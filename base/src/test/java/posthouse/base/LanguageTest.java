// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LanguageTest {
    @Test
    void isTheBestOfThoseAskedFor() {
        assertEquals(Language.GERMAN, Language.choose("", "de-AT,de;q=0.9,en;q=0.8"));
        assertEquals(Language.GERMAN, Language.choose("", "fr, de;q=0.5, en;q=0.4"));
        assertEquals(Language.ENGLISH, Language.choose("", "en-US,en;q=0.9,de;q=0.8"));
        assertEquals(Language.ENGLISH, Language.choose("", "de;q=0, en;q=0.1"));
    }

    @Test
    void isTheChosenOneWhateverIsAskedFor() {
        assertEquals(Language.ENGLISH, Language.choose("en", "de"));
        assertEquals(Language.GERMAN, Language.choose("tlh", "de"));
    }

    @Test
    void isEnglishWhereNothingFits() {
        for (String asked : new String[] {"", "*", "fr", ";;;", "de;q=x", "x".repeat(2_000)})
            assertEquals(Language.ENGLISH, Language.choose("", asked), asked);
    }

    @Test
    void thatNobodySpeaksIsGivenOnlyToWhoAsksForItByName() {
        assertEquals(Language.MIRRORED, Language.choose("", "en-XB"));
        assertEquals(Language.PSEUDO, Language.choose("", "en-XA,en;q=0.5"));
    }
}
