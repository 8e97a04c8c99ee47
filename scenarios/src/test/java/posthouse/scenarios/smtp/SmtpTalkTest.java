// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import posthouse.testkit.talk.TalkScript;

/** Every conversation of the .talk files beside this class. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpTalkTest {
    @TempDir
    static Path data;

    private MailHouse house;

    @BeforeAll
    void open() {
        house = new MailHouse(data);
    }

    @AfterAll
    void close() {
        house.close();
    }

    static List<TalkScript> scripts() throws URISyntaxException {
        var folder = Objects.requireNonNull(SmtpTalkTest.class.getResource("talk"));
        return TalkScript.below(Path.of(folder.toURI()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void conversation(TalkScript script) {
        script.run(house::address, house.trusting());
    }
}
