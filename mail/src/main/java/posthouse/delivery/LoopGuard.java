// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Looks at a message's header as it streams by: counts its Received fields and collects its Delivered-To addresses. */
final class LoopGuard {
    private static final int KEPT = 340;
    private static final int MOST = 200;

    private final byte[] line = new byte[KEPT];
    private int length;
    private boolean over;
    private int received;
    private final Set<String> deliveredTo = new HashSet<>();

    void feed(byte[] buffer, int offset, int count) {
        if (over) return;
        for (int i = offset; i < offset + count; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                if (length == 0 || (length == 1 && line[0] == '\r')) {
                    over = true;
                    return;
                }
                field();
                length = 0;
            } else {
                if (length < KEPT) line[length] = b;
                length++;
            }
        }
    }

    private void field() {
        if (starts("received:")) received++;
        else if (starts("delivered-to:") && deliveredTo.size() < MOST && length <= KEPT) {
            int from = "delivered-to:".length();
            deliveredTo.add(new String(line, from, length - from, StandardCharsets.UTF_8)
                    .strip()
                    .toLowerCase(Locale.ROOT));
        }
    }

    private boolean starts(String name) {
        if (length < name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            int c = line[i];
            if (c >= 'A' && c <= 'Z') c += 32;
            if (c != name.charAt(i)) return false;
        }
        return true;
    }

    int received() {
        return received;
    }

    boolean deliveredTo(String address) {
        return deliveredTo.contains(address.toLowerCase(Locale.ROOT));
    }
}
