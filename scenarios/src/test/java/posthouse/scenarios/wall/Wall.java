// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.wall;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.scenarios.wall.Rooms.Room;

/** Finds what breaks the laws of the house in compiled classes. Each finding is one sentence that names the class. */
final class Wall {

    private static final Set<String> CLOCK_ONLY = Set.of(
            "java.lang.Thread.sleep",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final Set<String> NEVER = Set.of(
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream",
            "java.lang.reflect.Method",
            "javax.naming.Context");

    private static final List<String> ASYNC = List.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.Flow$Publisher",
            "java.nio.channels.CompletionHandler");

    private final Set<String> findings = new TreeSet<>();

    private Wall() {}

    /** Every finding in these classes, sorted; empty when the house stands. */
    static List<String> findings(JavaClasses classes) {
        Wall wall = new Wall();
        for (JavaClass type : classes) wall.check(type);
        return List.copyOf(wall.findings);
    }

    private void check(JavaClass type) {
        Optional<Room> room = Rooms.of(type.getPackageName());
        if (room.isEmpty()) {
            if (type.getPackageName().startsWith("posthouse")
                    || type.getPackageName().isEmpty())
                findings.add(type.getName() + " stands in no room of the table");
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf())
            checkDependency(room.get(), type, dependency.getTargetClass().getBaseComponentType());
        if (Rooms.TEST_ROOMS.contains(room.get().name())) return;
        checkCalls(type);
        checkSignatures(type);
        checkStatics(type);
    }

    private void checkDependency(Room room, JavaClass type, JavaClass target) {
        if (target.isPrimitive()) return;
        String name = target.getName();
        if (NEVER.contains(name) && !Rooms.TEST_ROOMS.contains(room.name()))
            findings.add(type.getName() + " uses " + name);
        if (name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")) return;
        Optional<Room> other = Rooms.of(target.getPackageName());
        if (other.isPresent()) checkRoom(room, type, other.get(), target);
        else checkLibrary(room, type, target);
    }

    private void checkRoom(Room room, JavaClass type, Room other, JavaClass target) {
        if (room.name().equals(other.name())) return;
        String what = type.getName() + " (" + room.name() + ") uses " + target.getName();
        if (Rooms.PROTOCOLS.contains(room.name()) && Rooms.PROTOCOLS.contains(other.name()))
            findings.add(what + ": protocol rooms never know each other");
        else if (!Rooms.OPEN.contains(other.name()) && !room.mayImport().contains(other.name()))
            findings.add(what + ": no door from " + room.name() + " to " + other.name());
        if (Rooms.TEST_ROOMS.contains(room.name())) return;
        boolean engine = target.getPackageName().equals(Rooms.ENGINE);
        if (engine && !Rooms.SEES_ENGINE.contains(room.name()))
            findings.add(what + ": only the store and the engines see Engine");
        if (!engine && !target.getPackageName().equals(other.packages()))
            findings.add(what + ": a sub-package is private to its room");
    }

    private void checkLibrary(Room room, JavaClass type, JavaClass target) {
        if (room.name().equals("scenarios")) return;
        Optional<Map.Entry<String, Set<String>>> library = Rooms.LIBRARIES.entrySet().stream()
                .filter(e -> target.getName().startsWith(e.getKey() + "."))
                .max(Comparator.comparingInt(e -> e.getKey().length()));
        String what = type.getName() + " (" + room.name() + ") uses " + target.getName();
        if (library.isEmpty()) findings.add(what + ": a library that no room may use");
        else if (!library.get().getValue().contains("*")
                && !library.get().getValue().contains(room.name()))
            findings.add(what + ": " + library.get().getKey() + " is fenced to "
                    + new TreeSet<>(library.get().getValue()));
    }

    private void checkCalls(JavaClass type) {
        if (type.getName().matches("posthouse\\.base\\.\\w*Clock(\\$.*)?")) return;
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String call =
                    access.getTargetOwner().getName() + "." + access.getTarget().getName();
            if (CLOCK_ONLY.contains(call)) findings.add(type.getName() + " calls " + call + ": time comes from Clock");
        }
    }

    private void checkSignatures(JavaClass type) {
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)) return;
        for (JavaMethod method : type.getMethods()) {
            if (!method.getModifiers().contains(JavaModifier.PUBLIC)) continue;
            boolean async = isAsync(method.getRawReturnType())
                    || method.getRawParameterTypes().stream().anyMatch(Wall::isAsync);
            if (async) findings.add(method.getFullName() + " has a future or a callback in its public signature");
        }
    }

    private static boolean isAsync(JavaClass type) {
        return ASYNC.stream().anyMatch(type::isAssignableTo);
    }

    private void checkStatics(JavaClass type) {
        for (JavaField field : type.getFields()) {
            Set<JavaModifier> modifiers = field.getModifiers();
            if (!modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) continue;
            String kind = field.getRawType().getName();
            boolean mutable = !modifiers.contains(JavaModifier.FINAL)
                    || kind.startsWith("java.util.concurrent.atomic.")
                    || kind.startsWith("java.util.concurrent.Concurrent")
                    || kind.startsWith("java.util.concurrent.locks.");
            if (mutable) findings.add(field.getFullName() + " is static mutable state");
        }
    }
}
