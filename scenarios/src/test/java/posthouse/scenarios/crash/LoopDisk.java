// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.crash;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import posthouse.scenarios.Program;

/**
 * An ext4 file system in a file, mounted over a loop device, whose power can be cut: the ioctl drops every byte that was not
 * synced. Needs root.
 */
final class LoopDisk implements AutoCloseable {

    private static final long EXT4_IOC_SHUTDOWN = 0x8004587DL;
    private static final int WITHOUT_FLUSHING_THE_LOG = 2;
    private static final int O_RDONLY = 0;

    private final Path image;
    private final Path mountPoint;

    LoopDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        image = folder.resolve("disk.img");
        mountPoint = Files.createDirectories(folder.resolve("disk"));
        must("truncate", "-s", megabytes + "M", image.toString());
        must("mkfs.ext4", "-q", "-F", image.toString());
        mount();
    }

    /** Whether this process may mount. */
    static boolean possible() throws IOException, InterruptedException {
        return Program.run("id", "-u").out().equals("0")
                && Program.run("sh", "-c", "command -v mkfs.ext4 && test -e /dev/loop-control")
                                .exit()
                        == 0;
    }

    Path root() {
        return mountPoint;
    }

    void mount() throws IOException, InterruptedException {
        must("mount", "-o", "loop", image.toString(), mountPoint.toString());
    }

    void unmount() throws IOException, InterruptedException {
        Program last = Program.run("umount", mountPoint.toString());
        for (int n = 0; n < 50 && last.exit() != 0; n++) {
            Thread.sleep(100);
            last = Program.run("umount", mountPoint.toString());
        }
        if (last.exit() != 0) throw new IOException("umount: " + last.said());
    }

    /** The power goes: nothing unsynced survives, and every later write fails. */
    void cut() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor open =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        FunctionDescriptor ioctl = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        FunctionDescriptor close = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle opens = linker.downcallHandle(symbol(linker, "open"), open, Linker.Option.firstVariadicArg(2));
            MethodHandle ioctls =
                    linker.downcallHandle(symbol(linker, "ioctl"), ioctl, Linker.Option.firstVariadicArg(2));
            MethodHandle closes = linker.downcallHandle(symbol(linker, "close"), close);
            int file = (int) opens.invokeExact(arena.allocateFrom(mountPoint.toString()), O_RDONLY);
            MemorySegment flag = arena.allocateFrom(ValueLayout.JAVA_INT, WITHOUT_FLUSHING_THE_LOG);
            int answer = (int) ioctls.invokeExact(file, EXT4_IOC_SHUTDOWN, flag);
            int closed = (int) closes.invokeExact(file);
            if (file < 0 || answer != 0 || closed != 0)
                throw new IllegalStateException("the power could not be cut: open " + file + ", ioctl " + answer);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment symbol(Linker linker, String name) {
        return linker.defaultLookup().find(name).orElseThrow();
    }

    private static void must(String... command) throws IOException, InterruptedException {
        Program program = Program.run(command);
        if (program.exit() != 0) throw new IOException(String.join(" ", command) + ": " + program.said());
    }

    @Override
    public void close() throws IOException {
        try {
            unmount();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(image);
    }
}
