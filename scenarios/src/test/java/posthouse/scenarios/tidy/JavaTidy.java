// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Rules for Java files. */
final class JavaTidy {

    static final int FILE_LINES = 500;
    static final int FUNCTION_LINES = 60;
    static final String LONG = "// Long because:";
    static final String MARKUP = "// Markup because:";

    private record Banned(Pattern pattern, boolean mainOnly, String sentence) {}

    private static final List<Banned> BANNED = List.of(
            banned("\\bThread\\s*\\.\\s*sleep\\s*\\(", true, "Thread.sleep: wait on a condition or on Clock"),
            banned("\\bSystem\\s*\\.\\s*currentTimeMillis\\s*\\(", true, "System.currentTimeMillis: ask Clock"),
            banned("\\bInstant\\s*\\.\\s*now\\s*\\(\\s*\\)", true, "Instant.now: ask Clock"),
            banned("\\bObjectInputStream\\b", true, "Java deserialization"),
            banned("\\bSystem\\.out\\.print", true, "standard output belongs to the command line's answers"),
            banned(
                    "catch\\s*\\(\\s*(Exception|Throwable)\\s+\\w+\\s*\\)\\s*\\{\\s*\\}",
                    false,
                    "an empty catch of everything"),
            banned("\\b(TODO|FIXME|XXX)\\b", false, "unfinished business belongs into docs/STATE.md"),
            banned("^\\s*//\\s*[-=*#/]{5,}", false, "a banner"));

    private static final Pattern HTML = Pattern.compile(
            "\"[^\"\\n]*<(html|head|body|div|span|p|a|table|tr|td|th|ul|ol|li|h[1-6]|script|style|form|input|button|img"
                    + "|meta|link|iframe|details|summary)(\\s[^\"\\n]*|>|\\s*\\\\\"[^\\n]*)");

    private static Banned banned(String regex, boolean mainOnly, String sentence) {
        return new Banned(Pattern.compile(regex, Pattern.MULTILINE), mainOnly, sentence);
    }

    /** Findings of Java files, in their order but for those of their trees, which come last. */
    static List<String> findings(List<Source> sources) {
        List<String> findings = new ArrayList<>();
        for (Source source : sources) {
            checkHead(source, findings);
            List<String> lines = source.lines();
            if (lines.size() > FILE_LINES)
                findings.add(source.at(lines.size(), "a file of more than " + FILE_LINES + " lines"));
            checkBanned(source, findings);
            checkMarkup(source, lines, findings);
        }
        checkTrees(sources, findings);
        return findings;
    }

    private static boolean isMain(Source source) {
        boolean test = source.path().startsWith("bench/") || source.path().startsWith("testkit/");
        return source.path().contains("src/main/java/") && !test;
    }

    private static void checkHead(Source source, List<String> findings) {
        List<String> lines = source.lines();
        if (lines.isEmpty() || !lines.getFirst().equals("// SPDX-License-Identifier: Apache-2.0"))
            findings.add(source.at(1, "the first line is not the SPDX line"));
        boolean command =
                source.path().contains("src/main/java/") && source.path().contains("/command/");
        boolean info = source.path().endsWith("package-info.java");
        if (command && !info && (lines.size() < 2 || !lines.get(1).contains("RFC")))
            findings.add(source.at(2, "a command's second line names its RFC section"));
        if (info && !source.text().contains("@NullMarked"))
            findings.add(source.at(1, "package-info without @NullMarked"));
        if (info && !source.text().contains("/**"))
            findings.add(source.at(1, "package-info does not say what the room owns"));
    }

    private static void checkBanned(Source source, List<String> findings) {
        if (source.path().contains("/tidy/") || source.path().contains("/wall/")) return;
        for (Banned banned : BANNED) {
            boolean clock = source.path().startsWith("base/src/main/java/posthouse/base/")
                    && source.path().contains("Clock");
            if (banned.mainOnly && (!isMain(source) || clock)) continue;
            if (banned.sentence.startsWith("standard output") && !source.path().startsWith("app/")) {
                checkOne(source, banned, findings);
            } else if (!banned.sentence.startsWith("standard output")) {
                checkOne(source, banned, findings);
            }
        }
    }

    private static void checkOne(Source source, Banned banned, List<String> findings) {
        Matcher matcher = banned.pattern.matcher(source.text());
        while (matcher.find()) findings.add(source.at(lineOf(source.text(), matcher.start()), banned.sentence));
    }

    private static void checkMarkup(Source source, List<String> lines, List<String> findings) {
        if (!isMain(source)) return;
        for (int i = 0; i < lines.size(); i++) {
            boolean explained =
                    lines.get(i).contains(MARKUP) || (i > 0 && lines.get(i - 1).contains(MARKUP));
            boolean comment =
                    lines.get(i).strip().startsWith("*") || lines.get(i).strip().startsWith("//");
            if (!explained && !comment && HTML.matcher(lines.get(i)).find())
                findings.add(source.at(i + 1, "HTML built from strings: pages come from templates"));
        }
    }

    /** One parser for all files: making one costs more than reading a file. */
    private static void checkTrees(List<Source> sources, List<String> findings) {
        Map<URI, Source> byUri = new HashMap<>();
        List<Text> files = sources.stream().map(Text::new).toList();
        for (Text file : files) byUri.put(file.toUri(), file.source);
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, d -> {}, List.of("-proc:none"), null, files);
        try {
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Source source =
                        Objects.requireNonNull(byUri.get(unit.getSourceFile().toUri()));
                long publicTypes = unit.getTypeDecls().stream()
                        .filter(JavaTidy::isPublicType)
                        .count();
                if (publicTypes > 1) findings.add(source.at(1, "more than one public type"));
                new Functions(source, source.lines(), unit, positions, findings).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final Source source;

        Text(Source source) {
            super(URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }

    private static boolean isPublicType(Tree tree) {
        return tree instanceof ClassTree type && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private static int lineOf(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    /** Finds functions that a reader cannot see at once. */
    private static final class Functions extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Source source;
        private final List<String> lines;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> findings;

        Functions(
                Source source,
                List<String> lines,
                CompilationUnitTree unit,
                SourcePositions positions,
                List<String> findings) {
            this.source = source;
            this.lines = lines;
            this.unit = unit;
            this.positions = positions;
            this.findings = findings;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long from = positions.getStartPosition(unit, method);
            long to = positions.getEndPosition(unit, method);
            if (from >= 0 && to > from) {
                int first = lineOf(source.text(), (int) from);
                int last = lineOf(source.text(), (int) to);
                if (last - first + 1 > FUNCTION_LINES && !explained(first, last))
                    findings.add(source.at(first, method.getName() + " has more than " + FUNCTION_LINES + " lines"));
            }
            return super.visitMethod(method, nothing);
        }

        private boolean explained(int first, int last) {
            return lines.subList(Math.max(0, first - 6), Math.min(first + 2, last)).stream()
                    .anyMatch(line -> line.contains(LONG));
        }
    }

    private JavaTidy() {}
}
