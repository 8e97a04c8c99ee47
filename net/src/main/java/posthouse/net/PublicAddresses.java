// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Tells addresses of the public Internet from all others (IANA special-purpose registries): loopback, private, link-local,
 * shared (CGNAT), documentation, benchmarking, multicast, reserved, and forms that carry an IPv4 address inside.
 */
final class PublicAddresses {
    private static final int[][] NOT_PUBLIC_4 = {
        {0x00000000, 8}, {0x0a000000, 8}, {0x64400000, 10}, {0x7f000000, 8}, {0xa9fe0000, 16}, {0xac100000, 12},
        {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24},
        {0xcb007100, 24}, {0xe0000000, 4}, {0xf0000000, 4},
    };

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] b = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(word(b, 0)) : isPublic6(b);
    }

    private static boolean isPublic4(int address) {
        for (int[] block : NOT_PUBLIC_4) if ((address ^ block[0]) >>> (32 - block[1]) == 0) return false;
        return true;
    }

    /** Only global unicast 2000::/3, without what carries IPv4 inside (Teredo, 6to4) and what is for documentation. */
    private static boolean isPublic6(byte[] b) {
        int high = word(b, 0);
        boolean global = (high >>> 29) == 1;
        boolean special = (high >>> 9) == 0x20010000 >>> 9
                || high == 0x20010db8
                || (high >>> 16) == 0x2002
                || (high >>> 12) == 0x3fff0000 >>> 12;
        return global && !special;
    }

    private static int word(byte[] b, int at) {
        return (b[at] & 0xff) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
    }
}
