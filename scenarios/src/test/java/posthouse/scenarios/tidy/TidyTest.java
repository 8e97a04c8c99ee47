// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The tree as it stands is tidy. */
class TidyTest {

    private final List<Source> sources = Repository.sources();

    @Test
    void javaFilesAreShortPlainAndLicensed() {
        assertNone(JavaTidy.findings(
                sources.stream().filter(s -> s.path().endsWith(".java")).toList()));
    }

    @Test
    void frontEndFilesAreShortAndHaveNoLiteralText() {
        Predicate<Source> web = s -> s.path().startsWith("web/") && s.path().matches(".*\\.(ts|tsx)");
        none(web, TreeTidy::webFindings);
    }

    @Test
    void cataloguesHaveNoWordThatTellsNothing() {
        none(s -> s.path().endsWith(".properties") && s.path().contains("/catalogue/"), TreeTidy::catalogueFindings);
    }

    @Test
    void noTextSaysWhatNobodyKnows() {
        Predicate<Source> read = s -> s.path().startsWith("kb/KB")
                || s.path().endsWith(".properties") && s.path().contains("/catalogue/")
                || s.path().endsWith(".jte")
                || s.path().startsWith("web/src/") && s.path().matches(".*\\.(ts|tsx)");
        none(read, TreeTidy::untrueFindings);
    }

    @Test
    void nothingPointsAtTheMachineThatBuiltIt() {
        none(s -> !s.path().contains("/tidy/"), TreeTidy::machineFindings);
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        assertNone(TreeTidy.packageFindings(sources));
    }

    @Test
    void everySourceFolderIsLookedAtByTheChecks() {
        assertNone(TreeTidy.uncheckedFindings(sources));
    }

    private void none(Predicate<Source> which, Function<Source, List<String>> rule) {
        assertNone(sources.stream()
                .filter(which)
                .flatMap(s -> rule.apply(s).stream())
                .toList());
    }

    private static void assertNone(List<String> findings) {
        assertEquals(List.of(), findings, () -> String.join("\n", findings));
    }
}
