// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks Linux for one TCP connection by its addresses: sock_diag(7) over netlink(7), as ss does it. The answer is made
 * within the call that sends the question, so nothing here waits; each question opens and closes its own socket, so
 * nothing is kept and nothing is shared.
 */
final class SockDiag {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short NLM_F_REQUEST = 1;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLMSG_ERROR = 2;
    private static final byte IPPROTO_TCP = 6;
    private static final int INET_DIAG_INFO = 2;
    private static final int ENOENT = 2;
    private static final int ESTABLISHED = 1;
    private static final int CLOSE_WAIT = 8;

    private static final int HEADER = 16;
    private static final int QUESTION = HEADER + 56;
    private static final int MESSAGE = 72;
    private static final int ANSWER = 4096;
    /** In struct inet_diag_msg. */
    private static final int WQUEUE = 60;
    /** In struct tcp_info. */
    private static final int BYTES_ACKED = 120;

    private static final int MIN_RTT = 148;
    private static final int DELIVERY_RATE = 160;
    private static final int SND_WND = 228;

    /** Why the kernel cannot be asked here at all. */
    static final class Mute extends IOException {
        private static final long serialVersionUID = 1;

        Mute(String why) {
            super(why);
        }
    }

    /** The calls, looked up when the first question is asked. */
    private static final class Calls {
        static final StructLayout STATE = Linker.Option.captureStateLayout();
        static final MethodHandle SOCKET = of("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle SEND =
                of("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle RECEIVE =
                of("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle CLOSE = of("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private static MethodHandle of(String name, FunctionDescriptor shape) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
        }
    }

    private final byte[] question;

    SockDiag(InetSocketAddress local, InetSocketAddress remote) {
        question = question(local, remote);
    }

    private static byte[] question(InetSocketAddress local, InetSocketAddress remote) {
        // An IPv4 connection of an IPv6 socket is found by its IPv4 addresses too.
        boolean four = remote.getAddress() instanceof Inet4Address;
        ByteBuffer q = ByteBuffer.allocate(QUESTION).order(ByteOrder.nativeOrder());
        q.putInt(QUESTION)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(NLM_F_REQUEST)
                .putInt(1)
                .putInt(0);
        q.put((byte) (four ? AF_INET : AF_INET6))
                .put(IPPROTO_TCP)
                .put((byte) (1 << (INET_DIAG_INFO - 1)))
                .put((byte) 0);
        q.putInt(-1);
        q.order(ByteOrder.BIG_ENDIAN).putShort((short) local.getPort()).putShort((short) remote.getPort());
        int addresses = q.position();
        q.put(local.getAddress().getAddress()).position(addresses + 16);
        q.put(remote.getAddress().getAddress()).position(addresses + 32);
        q.putInt(0).putInt(-1).putInt(-1);
        return q.array();
    }

    /** Makes the calls ready by asking for a connection that there is not. */
    static void prepare() throws Mute {
        var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        new SockDiag(nowhere, nowhere).ask();
    }

    /** How the connection stands; nothing when it is gone. */
    Optional<PeerWindow.Look> ask() throws Mute {
        try (Arena arena = Arena.ofConfined()) {
            return ask(arena);
        } catch (Mute mute) {
            throw mute;
        } catch (RuntimeException | LinkageError e) {
            throw new Mute(e.toString());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<PeerWindow.Look> ask(Arena arena) throws Throwable {
        MemorySegment state = arena.allocate(Calls.STATE);
        MemorySegment out = arena.allocate(QUESTION, 8).copyFrom(MemorySegment.ofArray(question));
        MemorySegment in = arena.allocate(ANSWER, 8);
        int fd = (int) Calls.SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW_CLOSE_ON_EXEC, NETLINK_SOCK_DIAG);
        if (fd < 0) throw new Mute("socket(AF_NETLINK) says " + errno(state));
        try {
            long sent = (long) Calls.SEND.invokeExact(state, fd, out, (long) QUESTION, MSG_DONTWAIT);
            if (sent < 0) throw new Mute("send to NETLINK_SOCK_DIAG says " + errno(state));
            long length = (long) Calls.RECEIVE.invokeExact(state, fd, in, (long) ANSWER, MSG_DONTWAIT);
            if (length < 0) throw new Mute("recv from NETLINK_SOCK_DIAG says " + errno(state));
            return read(in.asSlice(0, length));
        } finally {
            int ignored = (int) Calls.CLOSE.invokeExact(state, fd);
        }
    }

    private static String errno(MemorySegment state) {
        return "errno " + state.get(JAVA_INT, 0);
    }

    private static Optional<PeerWindow.Look> read(MemorySegment in) throws Mute {
        int kind = in.get(JAVA_SHORT_UNALIGNED, 4);
        if (kind == NLMSG_ERROR) {
            int why = -in.get(JAVA_INT_UNALIGNED, HEADER);
            if (why == ENOENT) return Optional.empty();
            throw new Mute("NETLINK_SOCK_DIAG says errno " + why);
        }
        if (kind != SOCK_DIAG_BY_FAMILY) throw new Mute("NETLINK_SOCK_DIAG answers with a message " + kind);
        // When the connection is gone, the kernel answers for the socket that listens at its address.
        int state = in.get(JAVA_BYTE, HEADER + 1);
        if (state != ESTABLISHED && state != CLOSE_WAIT) return Optional.empty();
        long end = Math.min(in.byteSize(), in.get(JAVA_INT_UNALIGNED, 0));
        for (long at = HEADER + MESSAGE; at + 4 <= end; ) {
            int length = Short.toUnsignedInt(in.get(JAVA_SHORT_UNALIGNED, at));
            if (in.get(JAVA_SHORT_UNALIGNED, at + 2) == INET_DIAG_INFO) {
                if (length < 4 + SND_WND + 4) throw new Mute("this kernel does not tell the peer's window");
                MemorySegment info = in.asSlice(at + 4);
                return Optional.of(new PeerWindow.Look(
                        info.get(JAVA_LONG_UNALIGNED, BYTES_ACKED),
                        unsigned(info, SND_WND),
                        unsigned(in, HEADER + WQUEUE),
                        Duration.ofNanos(unsigned(info, MIN_RTT) * 1000),
                        info.get(JAVA_LONG_UNALIGNED, DELIVERY_RATE)));
            }
            at += Math.max(4, (length + 3) & ~3);
        }
        throw new Mute("NETLINK_SOCK_DIAG answers without tcp_info");
    }

    private static long unsigned(MemorySegment of, long at) {
        return Integer.toUnsignedLong(of.get(JAVA_INT_UNALIGNED, at));
    }
}
