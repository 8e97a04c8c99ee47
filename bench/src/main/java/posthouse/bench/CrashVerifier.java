// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a writer's log and the server's mailboxes by JMAP, and nothing else: acknowledged = exactly one copy per mailbox,
 * unanswered or refused = none or one, a moved message lies where the last acknowledged move put it.
 *
 * <p>{@code --server FILE --log FILE [--settle 20] [--compare 25] [--rounds a,b]}: waits up to {@code settle} seconds for
 * deliveries that the server still has to make, compares every byte of each {@code compare}-th message and of all large ones
 * (of these rounds, when some are named; whether it is there, and where, is asked of every message). Prints the
 * first faults and one JSON object; exit code 0 when nothing is lost, doubled or torn, 1 otherwise. Without arguments each
 * line of standard input asks for a judgement, which reads the log and the mailboxes anew.
 */
public final class CrashVerifier {

    /** What the log says about one message in one mailbox account. */
    private static final class Expected {
        boolean acknowledged;
        final Set<String> mayLieIn = new HashSet<>();
        boolean moved;
    }

    private record Tried(int size, String from, List<String> to) {}

    private record Found(String emailId, String blobId, Set<String> mailboxes) {}

    private final Map<String, Tried> tried = new LinkedHashMap<>();
    private final Map<String, Map<String, Expected>> expected = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> rounds;
    private long acknowledgements;
    private long copies;
    private long compared;

    private CrashVerifier(Set<String> rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] given) throws IOException, InterruptedException {
        System.exit(Asked.each(given, CrashVerifier::judge));
    }

    private static boolean judge(Arguments arguments) throws IOException, InterruptedException {
        String named = arguments.text("rounds", "");
        CrashVerifier verifier = new CrashVerifier(named.isEmpty() ? Set.of() : Set.of(named.split(",")));
        verifier.readLog(Path.of(arguments.text("log")));
        ServerFile server = ServerFile.read(Path.of(arguments.text("server")));
        long end = System.nanoTime() + arguments.number("settle", 20) * 1_000_000_000L;
        do {
            verifier.check(server, arguments.number("compare", 25));
            if (verifier.faults.isEmpty()) break;
            Thread.sleep(500);
        } while (System.nanoTime() < end);
        for (String fault : verifier.faults.subList(0, Math.min(20, verifier.faults.size()))) System.out.println(fault);
        System.out.println("{\"acknowledgements\":" + verifier.acknowledgements + ",\"copies\":" + verifier.copies
                + ",\"compared\":" + verifier.compared + ",\"faults\":" + verifier.faults.size() + "}");
        return verifier.faults.isEmpty();
    }

    private void readLog(Path log) throws IOException {
        Set<String> cut = new HashSet<>();
        for (AckLog.Line line : AckLog.read(log)) {
            List<String> f = line.fields();
            if (line.kind().equals("C")) cut.add(f.get(0));
            boolean answer = line.kind().equals("A") || line.kind().equals("N");
            // A machine without power answers nothing: what came after the cut began proves nothing, and counts as
            // unanswered.
            if (answer && cut.contains(f.get(0).substring(0, f.get(0).indexOf('-')))) continue;
            switch (line.kind()) {
                case "T" -> {
                    List<String> to = List.of(f.get(3).split(","));
                    tried.put(f.get(0), new Tried(Integer.parseInt(f.get(1)), f.get(2), to));
                    for (String address : to) of(address, f.get(0));
                }
                case "A" -> {
                    acknowledgements++;
                    for (String address : f.get(1).split(",")) of(address, f.get(0)).acknowledged = true;
                }
                case "M" -> of(f.get(1), f.get(0)).mayLieIn.add(f.get(2));
                case "N" -> {
                    Expected at = of(f.get(1), f.get(0));
                    at.mayLieIn.clear();
                    at.mayLieIn.add(f.get(2));
                    at.moved = true;
                    at.acknowledged = true;
                }
                default -> {}
            }
        }
    }

    private Expected of(String address, String id) {
        return expected.computeIfAbsent(address, a -> new LinkedHashMap<>()).computeIfAbsent(id, i -> new Expected());
    }

    /** Looks into every account in which something was still amiss. */
    private void check(ServerFile server, int compareEvery) throws IOException {
        faults.clear();
        Set<String> nobody = new HashSet<>(expected.keySet());
        for (ServerFile.Account person : server.people()) {
            nobody.remove(person.address());
            Map<String, Expected> here = expected.get(person.address());
            if (here == null || sound.contains(person.address())) continue;
            int before = faults.size();
            long copiesBefore = copies;
            long comparedBefore = compared;
            try (JmapLink link = new JmapLink(server.web(), person.address(), person.password())) {
                checkAccount(link, person.address(), here, compareEvery);
            }
            if (faults.size() == before) {
                sound.add(person.address());
                continue;
            }
            copies = copiesBefore;
            compared = comparedBefore;
        }
        for (String address : nobody) faults.add(address + ": nobody of this address can sign in any more");
    }

    private final Set<String> sound = new HashSet<>();

    private void checkAccount(JmapLink link, String address, Map<String, Expected> here, int compareEvery)
            throws IOException {
        String inbox = link.mailboxes().getOrDefault("inbox", "");
        Map<String, List<Found>> found = fetch(link);
        int n = 0;
        for (Map.Entry<String, Expected> entry : here.entrySet()) {
            String id = entry.getKey();
            Expected want = entry.getValue();
            List<Found> have = found.getOrDefault(id, List.of());
            copies += have.size();
            if (have.size() > 1) faults.add("DOUBLED " + id + " in " + address + ": " + have.size() + " copies");
            if (have.isEmpty() && want.acknowledged) faults.add("LOST " + id + " in " + address);
            if (have.isEmpty()) continue;
            Set<String> allowed = new HashSet<>(want.mayLieIn);
            if (!want.moved) allowed.add(inbox);
            Set<String> lies = have.getFirst().mailboxes();
            if (lies.size() != 1 || !allowed.containsAll(lies))
                faults.add("MISPLACED " + id + " in " + address + ": lies in " + lies + ", expected one of " + allowed);
            Tried what = tried.get(id);
            boolean named = rounds.isEmpty() || rounds.contains(id.substring(0, id.indexOf('-')));
            if (named && what != null && (what.size() > 1_000_000 || n++ % compareEvery == 0))
                compare(link, address, id, what, have.getFirst());
        }
        for (String id : found.keySet())
            if (!here.containsKey(id)) faults.add("STRANGE " + id + " in " + address + ": was never sent there");
    }

    private void compare(JmapLink link, String address, String id, Tried what, Found have) throws IOException {
        compared++;
        byte[] sent = Generated.message(id, what.size(), what.from(), what.to());
        byte[] stored = link.download(have.blobId());
        int from = stored.length - sent.length;
        if (from < 0 || !Arrays.equals(sent, 0, sent.length, stored, from, stored.length))
            faults.add("TORN " + id + " in " + address + ": " + stored.length + " bytes, sent " + sent.length);
    }

    private static Map<String, List<Found>> fetch(JmapLink link) throws IOException {
        Map<String, List<Found>> found = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int position = 0; ; ) {
            ObjectNode query = JmapLink.object();
            query.put("position", position);
            query.put("limit", 250);
            query.putArray("sort").addObject().put("property", "receivedAt").put("isAscending", true);
            List<String> ids = new ArrayList<>();
            link.call("Email/query", query).path("ids").forEach(id -> ids.add(id.asString()));
            if (ids.isEmpty()) return found;
            position += ids.size();
            ids.removeIf(id -> !seen.add(id));
            ObjectNode get = JmapLink.object();
            get.set("ids", JmapLink.array(ids));
            get.set("properties", JmapLink.array(List.of("id", "blobId", "mailboxIds", "subject")));
            for (JsonNode email : link.call("Email/get", get).path("list")) {
                String subject = email.path("subject").asString("");
                if (!subject.startsWith("driver ")) continue;
                Set<String> mailboxes = new HashSet<>(email.path("mailboxIds").propertyNames());
                found.computeIfAbsent(subject.substring("driver ".length()), k -> new ArrayList<>())
                        .add(new Found(
                                email.path("id").asString(),
                                email.path("blobId").asString(),
                                mailboxes));
            }
        }
    }
}
