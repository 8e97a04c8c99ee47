// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.charset.StandardCharsets;
import posthouse.formats.HeaderBlock;

/** A control for the fuzzer itself, run by {@link PlantedFaultTest}: a reader that believes the number in one rare header. */
public final class PlantedFault {

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        HeaderBlock.parse(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("Lines: ")) Integer.parseInt(text.substring(7).strip());
    }

    private PlantedFault() {}
}
