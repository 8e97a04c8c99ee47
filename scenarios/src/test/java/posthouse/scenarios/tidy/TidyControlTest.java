// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each tidy rule is broken once on purpose. */
class TidyControlTest {

    private static final String SPDX = "// SPDX-License-Identifier: Apache-2.0\n";
    private static final String MAIN = "net/src/main/java/posthouse/net/Bad.java";

    @Test
    void aMissingLicenceLineIsFound() {
        found("SPDX", java("package posthouse.net;\n"));
    }

    @Test
    void aLongFileIsFound() {
        found("more than 500 lines", java(SPDX + "\n".repeat(600)));
    }

    @Test
    void aLongFunctionIsFoundUnlessItSaysWhy() {
        String body = "void m() {\n" + "int x;\n".repeat(70).replace("x", "y") + "}\n";
        found("m has more than 60 lines", java(SPDX + "class Bad {\n" + body + "}\n"));
        assertEquals(List.of(), java(SPDX + "class Bad {\n" + JavaTidy.LONG + " one table.\n" + body + "}\n"));
    }

    @Test
    void twoPublicTypesInOneFileAreFound() {
        found("more than one public type", java(SPDX + "public class Bad {}\npublic class Worse {}\n"));
    }

    @Test
    void bannedCallsAreFound() {
        found("Thread.sleep", java(SPDX + "class Bad { void m() throws Exception { Thread.sleep(5); } }\n"));
        found("currentTimeMillis", java(SPDX + "class Bad { long m() { return System.currentTimeMillis(); } }\n"));
        found("Instant.now", java(SPDX + "class Bad { Object m() { return Instant.now(); } }\n"));
        found("deserialization", java(SPDX + "class Bad { ObjectInputStream in; }\n"));
        found("an empty catch", java(SPDX + "class Bad { void m() { try { n(); } catch (Exception e) { } } }\n"));
    }

    @Test
    void htmlBuiltFromStringsIsFound() {
        found("HTML built from strings", java(SPDX + "class Bad { String m(String s) { return \"<p>\" + s; } }\n"));
    }

    @Test
    void aBannerAndUnfinishedBusinessAreFound() {
        found("a banner", java(SPDX + "// ----------- fields\nclass Bad {}\n"));
        found("unfinished", java(SPDX + "// TO" + "DO later\nclass Bad {}\n"));
    }

    @Test
    void aCommandWithoutItsRfcIsFound() {
        String path = "protocols/src/main/java/posthouse/smtp/command/Rcpt.java";
        found(
                "names its RFC",
                JavaTidy.findings(List.of(new Source(path, SPDX + "package posthouse.smtp.command;\n"))));
    }

    @Test
    void aPackageThatIsNotNullMarkedIsFound() {
        String path = "net/src/main/java/posthouse/net/package-info.java";
        found(
                "@NullMarked",
                JavaTidy.findings(List.of(new Source(path, SPDX + "/** Net. */\npackage posthouse.net;\n"))));
        found("no package-info", TreeTidy.packageFindings(List.of(new Source(MAIN, SPDX))));
    }

    @Test
    void aSourceFolderThatTheChecksDoNotKnowIsFound() {
        Source checks = new Source("checks/pom.xml", "<source>../base/src/main/java</source>");
        found("does not name it", TreeTidy.uncheckedFindings(List.of(checks, new Source(MAIN, SPDX))));
    }

    @Test
    void literalTextInAComponentIsFound() {
        found("literal text", web(SPDX + "export const A = () => <b>Inbox</b>;\n"));
        found("literal text", web(SPDX + "export const A = () => <i aria-label=\"Close it\" />;\n"));
        assertEquals(List.of(), web(SPDX + "export const A = (p: Array<string>) => <b id=\"x\">{t('inbox')}</b>;\n"));
    }

    @Test
    void aLongFrontEndFileIsFound() {
        found("more than 400 lines", web(SPDX + "\n".repeat(450)));
    }

    @Test
    void aTextThatStandsTwiceIsFound() {
        found("stands twice", TreeTidy.catalogueFindings(new Source("en.properties", "KB1.what=One.\nKB1.what=Two.")));
    }

    @Test
    void wordsThatTellAUserNothingAreFound() {
        for (String word :
                List.of("An error happened", "Unknown user", "Try again later", "Oops", "Please wait", "Sorry"))
            found("tells a user nothing", TreeTidy.catalogueFindings(new Source("en.properties", "KB1.what=" + word)));
        assertEquals(
                List.of(), TreeTidy.catalogueFindings(new Source("en.properties", "error.kind=The disk is full.")));
    }

    @Test
    void sentencesThatSayWhatNobodyKnowsAreFound() {
        for (String sentence : List.of("The server is down.", "Try again later", "Unknown error", "Wrong password"))
            found("says what nobody knows", TreeTidy.untrueFindings(new Source("kb/KB1001.md", sentence)));
    }

    @Test
    void aPathOfTheBuildMachineIsFound() {
        found("points at a machine", TreeTidy.machineFindings(new Source("README.md", "see /home" + "/ada/posthouse")));
        found(
                "points at a machine",
                TreeTidy.machineFindings(
                        new Source("package-lock.json", "\"https://registry" + ".example/npm/x.tgz\"")));
        assertEquals(List.of(), TreeTidy.machineFindings(new Source("README.md", "https://host.test/home/x")));
    }

    private static List<String> java(String text) {
        return JavaTidy.findings(List.of(new Source(MAIN, text)));
    }

    private static List<String> web(String text) {
        return TreeTidy.webFindings(new Source("web/src/mailbox/Bad.tsx", text));
    }

    private static void found(String sentence, List<String> findings) {
        assertTrue(findings.stream().anyMatch(f -> f.contains(sentence)), findings::toString);
    }
}
