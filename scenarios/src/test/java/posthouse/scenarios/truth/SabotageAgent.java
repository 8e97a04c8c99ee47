// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scratch server lie in one way, so that it can be seen whether a drill notices. Lives in test scope only: the product
 * is changed while it is loaded, and has no such switch of its own.
 */
public final class SabotageAgent {
    private static final ClassDesc TWIST = ClassDesc.of("posthouse.scenarios.truth.Twist");
    private static final ClassDesc FAILURE = ClassDesc.of("posthouse.base.Failure");
    private static final ClassDesc OBJECT = ClassDesc.of("java.lang.Object");

    private SabotageAgent() {}

    /** The option of a virtual machine that loads this agent with one sabotage. */
    static String option(Path folder, String sabotage) throws IOException {
        Path jar = folder.resolve("sabotage.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SabotageAgent.class.getName());
        if (!Files.exists(jar)) new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return "-javaagent:" + jar + "=" + sabotage;
    }

    /** Called by the virtual machine. */
    public static void premain(String sabotage, Instrumentation instrumentation) {
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            @Nullable ClassLoader loader,
                            String name,
                            @Nullable Class<?> again,
                            @Nullable ProtectionDomain domain,
                            byte[] bytes) {
                        return switch (name) {
                            case "posthouse/base/Refused" ->
                                sabotage.equals("off-as-empty")
                                        ? null
                                        : begin(bytes, "<init>", twistFailure(sabotage, 1));
                            case "posthouse/http/jetty/ProblemAnswer" ->
                                sabotage.equals("off-as-empty") ? begin(bytes, "answer", answerEmpty()) : null;
                            default -> null;
                        };
                    }
                },
                false);
    }

    /** The class with code put in front of each method of that name. */
    private static byte[] begin(byte[] bytes, String method, Consumer<CodeBuilder> front) {
        var file = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        var transform = ClassTransform.transformingMethodBodies(
                (MethodModel m) -> m.methodName().equalsString(method), new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder builder) {
                        front.accept(builder);
                    }

                    @Override
                    public void accept(CodeBuilder builder, CodeElement element) {
                        builder.with(element);
                    }
                });
        return file.transformClass(file.parse(bytes), transform);
    }

    private static Consumer<CodeBuilder> twistFailure(String sabotage, int slot) {
        return code -> code.aload(slot)
                .ldc(sabotage)
                .invokestatic(TWIST, "failure", MethodTypeDesc.of(FAILURE, FAILURE, ClassDesc.of("java.lang.String")))
                .astore(slot);
    }

    private static Consumer<CodeBuilder> answerEmpty() {
        return code -> code.aload(1)
                .aload(2)
                .invokestatic(TWIST, "empty", MethodTypeDesc.of(ClassDesc.ofDescriptor("Z"), OBJECT, FAILURE))
                .ifThen(then -> then.return_());
    }
}
