// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checked-out tree, without what builds leave in it. */
public final class Repository {

    private static final Set<String> BUILT = Set.of(
            ".git", "target", "node_modules", ".node", ".posthouse", "dist", "test-results", "playwright-report");

    private static final Set<String> TEXT = Set.of(
            "java", "ts", "tsx", "js", "mjs", "css", "json", "xml", "md", "properties", "jte", "py", "sh", "html", "");

    /** The top folder of the repository, found upwards from the working directory. */
    public static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("scenarios")) || !Files.isRegularFile(at.resolve("pom.xml"))) {
            at = at.getParent();
            if (at == null) throw new IllegalStateException("not inside the repository");
        }
        return at;
    }

    /** Every text file of the tree. */
    static List<Source> sources() {
        Path root = root();
        List<Source> sources = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    boolean built = dir.getFileName() != null
                            && BUILT.contains(dir.getFileName().toString());
                    return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    // Written by a JVM to which a tool attaches, and gone in a moment.
                    boolean passing = String.valueOf(file.getFileName()).startsWith(".attach_pid");
                    if (!passing
                            && attributes.isRegularFile()
                            && attributes.size() < 4_000_000
                            && TEXT.contains(extension(file))) sources.add(read(root, file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static Source read(Path root, Path file) throws IOException {
        String path = root.relativize(file).toString().replace('\\', '/');
        return new Source(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private Repository() {}
}
