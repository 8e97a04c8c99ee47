// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.wall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms of the house as data: ARCHITECTURE.md's table. A new room, a new neighbour and a new library are each one
 * line here, seen in review.
 */
final class Rooms {

    /**
     * One room.
     *
     * @param packages the package that is its public face
     * @param mayImport rooms that it may use besides {@link #OPEN}
     */
    record Room(String name, String packages, Set<String> mayImport) {}

    /** Rooms that every other one may use. */
    static final Set<String> OPEN = Set.of("base", "formats");

    static final Set<String> TEST_ROOMS = Set.of("testkit", "scenarios", "bench");

    /** Protocol rooms: none knows another one. */
    static final Set<String> PROTOCOLS = Set.of("smtp", "imap", "pop3", "managesieve", "nntp", "jmap", "ldap");

    /** The store's second face, for engines: rows, commits, snapshots, blobs. */
    static final String ENGINE = "posthouse.store.engine";

    /** Who may see {@link #ENGINE}. */
    static final Set<String> SEES_ENGINE = Set.of("store", "engine.rocksdb", "testkit");

    static final Map<String, Room> ALL = table();

    /** Third-party packages and the rooms that may use each; {@code *} is every room. */
    static final Map<String, Set<String>> LIBRARIES = libraries();

    private static Map<String, Room> table() {
        Map<String, Room> rooms = new LinkedHashMap<>();
        room(rooms, "base");
        room(rooms, "formats");
        room(rooms, "net");
        room(rooms, "http", "net");
        room(rooms, "store");
        room(rooms, "engine.rocksdb", "store");
        room(rooms, "directory", "store");
        room(rooms, "delivery", "directory", "store");
        room(rooms, "smtp", "delivery", "directory", "net");
        room(rooms, "imap", "store", "directory", "net");
        room(rooms, "pop3", "store", "directory", "net");
        room(rooms, "managesieve", "store", "directory", "net");
        room(rooms, "nntp", "store", "directory", "net");
        room(rooms, "jmap", "store", "directory", "delivery", "http");
        room(rooms, "ldap", "directory", "net");
        room(rooms, "pages", "http", "store", "directory", "delivery", "net");
        room(rooms, "shell", "http", "directory", "jmap");
        room(rooms, "admin", "http", "directory", "store", "delivery", "net");
        room(rooms, "drill");
        String[] all = rooms.keySet().toArray(String[]::new);
        room(rooms, "app", all);
        room(rooms, "testkit", rooms.keySet().toArray(String[]::new));
        room(rooms, "scenarios", rooms.keySet().toArray(String[]::new));
        room(rooms, "bench");
        return Map.copyOf(rooms);
    }

    private static Map<String, Set<String>> libraries() {
        Map<String, Set<String>> libraries = new LinkedHashMap<>();
        libraries.put("org.jspecify", Set.of("*"));
        libraries.put("org.slf4j", Set.of("*"));
        libraries.put("org.rocksdb", Set.of("engine.rocksdb"));
        libraries.put("org.apache.james.mime4j", Set.of("formats", "pages"));
        libraries.put("org.jsoup", Set.of("formats", "pages", "shell", "app"));
        libraries.put("org.owasp.html", Set.of("pages"));
        libraries.put("com.ibm.icu", Set.of("base", "formats", "store", "directory", "delivery", "jmap"));
        libraries.put("org.eclipse.jetty.client", Set.of("app"));
        libraries.put("org.eclipse.jetty.unixdomain", Set.of("http", "app"));
        libraries.put("org.eclipse.jetty.io", Set.of("http", "app"));
        libraries.put("org.eclipse.jetty", Set.of("http"));
        libraries.put(
                "tools.jackson", Set.of("http", "jmap", "pages", "shell", "admin", "app", "drill", "testkit", "bench"));
        libraries.put("com.fasterxml.jackson.annotation", Set.of("http", "jmap", "pages", "shell", "admin", "app"));
        libraries.put("gg.jte", Set.of("pages", "shell", "admin"));
        libraries.put("com.github.benmanes.caffeine", Set.of("store", "directory", "delivery", "net", "jmap", "pages"));
        libraries.put("org.bouncycastle", Set.of("net", "directory"));
        libraries.put("com.ongres", Set.of("directory"));
        libraries.put("org.xbill.DNS", Set.of("net"));
        libraries.put("com.unboundid", Set.of("ldap"));
        libraries.put("org.tomlj", Set.of("app"));
        libraries.put("picocli", Set.of("app"));
        libraries.put("ch.qos.logback", Set.of("app"));
        libraries.put("org.junit", Set.of("testkit"));
        libraries.put("org.opentest4j", Set.of("testkit"));
        return libraries;
    }

    private static void room(Map<String, Room> rooms, String name, String... mayImport) {
        rooms.put(name, new Room(name, "posthouse." + name, Set.of(mayImport)));
    }

    /** The room of a package, or empty for a package outside the house. The longest matching name wins. */
    static Optional<Room> of(String packageName) {
        Optional<Room> best = Optional.empty();
        for (Room room : ALL.values()) {
            boolean inside = packageName.equals(room.packages()) || packageName.startsWith(room.packages() + ".");
            if (inside
                    && (best.isEmpty()
                            || room.packages().length() > best.get().packages().length())) best = Optional.of(room);
        }
        return best;
    }

    private Rooms() {}
}
