// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules for the front end, the message catalogues and the tree as a whole. */
final class TreeTidy {

    static final int WEB_LINES = 400;

    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w./~-])/(work|root|home|Users)/[A-Za-z0-9_.-]+");

    private static final Pattern REGISTRY = Pattern.compile("\"resolved\":\\s*\"https?://[^\"]*"
            + "|https?://[^\\s\"']*(registry\\.|repo1?\\.maven|artifactory|nexus|npmjs)[^\\s\"']*");

    private static final Pattern JSX_TEXT =
            Pattern.compile("(?<![=\\-<\\s])>\\s*([^<>{}();=&|?:]*\\p{L}{2,}[^<>{}();=&|?:]*)</");

    private static final Pattern JSX_ATTRIBUTE =
            Pattern.compile("\\b(aria-label|aria-description|title|placeholder|alt|label)=\"[^\"]*\\p{L}{2,}[^\"]*\"");

    private static final Pattern BANNED_WORD = Pattern.compile(
            "\\b(errors?|unknown|try again later|server is down|invalid|oops|please|sorry)\\b",
            Pattern.CASE_INSENSITIVE);

    /** Sentences that say what nobody knows; an article that retells an older one may quote them. */
    private static final Pattern UNTRUE = Pattern.compile(
            "server is down|try again later|unknown error|something went wrong|wrong password|incorrect password",
            Pattern.CASE_INSENSITIVE);

    /** Findings of a text that people read: catalogue, article, template, or component. */
    static List<String> untrueFindings(Source source) {
        List<String> findings = new ArrayList<>();
        Matcher matcher = UNTRUE.matcher(source.text());
        while (matcher.find())
            findings.add(source.at(
                    lineOf(source.text(), matcher.start()),
                    "says what nobody knows: " + matcher.group().toLowerCase(Locale.ROOT)));
        return findings;
    }

    /** Findings of one TypeScript file of the front end. */
    static List<String> webFindings(Source source) {
        List<String> findings = new ArrayList<>();
        List<String> lines = source.lines();
        if (lines.isEmpty() || !lines.getFirst().equals("// SPDX-License-Identifier: Apache-2.0"))
            findings.add(source.at(1, "the first line is not the SPDX line"));
        if (lines.size() > WEB_LINES)
            findings.add(source.at(lines.size(), "a file of more than " + WEB_LINES + " lines"));
        boolean test = source.path().contains(".test.") || source.path().contains("/test/");
        if (!source.path().endsWith(".tsx") || test) return findings;
        for (Pattern pattern : List.of(JSX_TEXT, JSX_ATTRIBUTE)) {
            Matcher matcher = pattern.matcher(source.text());
            while (matcher.find())
                findings.add(source.at(
                        lineOf(source.text(), matcher.start()),
                        "literal text: " + matcher.group().strip()));
        }
        return findings;
    }

    /** Findings of one message catalogue: words that tell a user nothing, and texts of which only the last is ever seen. */
    static List<String> catalogueFindings(Source source) {
        List<String> findings = new ArrayList<>();
        List<String> lines = source.lines();
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int equals = line.indexOf('=');
            if (line.startsWith("#") || line.startsWith("!") || equals < 0) continue;
            if (!keys.add(line.substring(0, equals).strip()))
                findings.add(source.at(i + 1, "stands twice: " + line.substring(0, equals)));
            Matcher matcher = BANNED_WORD.matcher(line.substring(equals + 1));
            if (matcher.find())
                findings.add(source.at(
                        i + 1,
                        "a word that tells a user nothing: " + matcher.group().toLowerCase(Locale.ROOT)));
        }
        return findings;
    }

    /** Findings of any committed text: nothing may point at the machine that built it. */
    static List<String> machineFindings(Source source) {
        List<String> findings = new ArrayList<>();
        for (Pattern pattern : List.of(MACHINE_PATH, REGISTRY)) {
            Matcher matcher = pattern.matcher(source.text());
            if (matcher.find())
                findings.add(source.at(
                        lineOf(source.text(), matcher.start()), "points at a machine or registry: " + matcher.group()));
        }
        return findings;
    }

    /** Folders of main code that have no package-info. */
    static List<String> packageFindings(List<Source> sources) {
        Set<String> folders = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (Source source : sources) {
            if (!source.path().contains("/src/main/java/") || !source.path().endsWith(".java")) continue;
            String folder = source.path().substring(0, source.path().lastIndexOf('/'));
            folders.add(folder);
            if (source.path().endsWith("/package-info.java")) described.add(folder);
        }
        folders.removeAll(described);
        return folders.stream().map(folder -> folder + ": no package-info.java").toList();
    }

    /** Folders of Java sources that the compilation with all checks does not know. */
    static List<String> uncheckedFindings(List<Source> sources) {
        String checks = sources.stream()
                .filter(source -> source.path().equals("checks/pom.xml"))
                .map(Source::text)
                .collect(Collectors.joining());
        return sources.stream()
                .map(Source::path)
                .filter(path -> path.matches("[a-z]+/src/(main|test)/java/.*\\.java"))
                .map(path -> path.substring(0, path.indexOf("/java/") + 5))
                .distinct()
                .filter(folder -> !checks.contains("/" + folder + "<"))
                .map(folder -> folder + ": checks/pom.xml does not name it")
                .toList();
    }

    private static int lineOf(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    private TreeTidy() {}
}
