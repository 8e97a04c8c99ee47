// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import posthouse.formats.Addresses;
import posthouse.formats.MailAddress;

/** Address lists from strangers: what we print of them can be no second header line. */
@Tag("fuzz")
class AddressFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void whatIsPrintedOfAnyAddressListHasNoLineBreak(byte[] data) {
        List<MailAddress> addresses = Addresses.parse(new String(data, StandardCharsets.UTF_8));
        String printed = Addresses.print(addresses);
        assertFalse(printed.replace("\r\n ", "").replace("\r\n\t", "").contains("\n"), printed);
    }
}
