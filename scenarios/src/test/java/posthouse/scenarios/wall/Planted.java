// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.wall;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes with a planted fault: compiled from text for one test, so that the tree itself stays clean. */
final class Planted {

    /** Compiles the sources, each given as a name such as {@code posthouse.smtp.Bad} and a text, into {@code into}. */
    static JavaClasses compile(Path into, String... namesAndTexts) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new java.util.ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) units.add(unit(namesAndTexts[i], namesAndTexts[i + 1]));
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", into.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(said, null, null, options, null, units).call()) throw new AssertionError(said.toString());
        return new ClassFileImporter().importPath(into);
    }

    private static JavaFileObject unit(String name, String text) {
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private Planted() {}
}
