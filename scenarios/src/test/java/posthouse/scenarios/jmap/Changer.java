// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import posthouse.bench.JmapLink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes one random change after the other to an account: creates (some into existing threads), moves, flags, destroys. */
final class Changer {

    private final JmapLink link;
    private final Random random;
    private final List<String> mailboxes;
    private final List<String> known = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();

    Changer(JmapLink link, Random random) throws IOException {
        this.link = link;
        this.random = random;
        mailboxes =
                List.of(link.mailbox("inbox"), link.mailbox("inbox"), link.mailbox("archive"), link.mailbox("trash"));
        ObjectNode query = JmapLink.object();
        query.put("limit", 200);
        link.call("Email/query", query).path("ids").forEach(id -> known.add(id.asString()));
    }

    void change() throws IOException {
        int dice = random.nextInt(100);
        if (dice < 30 || known.size() < 5) create();
        else if (dice < 55)
            update("move", patch -> patch.putObject("mailboxIds").put(mailbox(), true));
        else if (dice < 65)
            update(
                    "second mailbox",
                    patch -> patch.putObject("mailboxIds")
                            .put(mailboxes.get(0), true)
                            .put(mailbox(), true));
        else if (dice < 82) update("flag", patch -> patch.put("keywords/" + keyword(), true));
        else if (dice < 90) update("unflag", patch -> patch.putNull("keywords/" + keyword()));
        else destroy();
    }

    String summary() {
        return done.toString();
    }

    private interface Patch {
        void fill(ObjectNode patch);
    }

    private String mailbox() {
        return mailboxes.get(random.nextInt(mailboxes.size()));
    }

    private String keyword() {
        return List.of("$seen", "$flagged", "$answered", "project").get(random.nextInt(4));
    }

    private void create() throws IOException {
        String id = "c" + known.size() + "-" + Long.toString(random.nextLong(), 36) + "@change.test";
        boolean answer = !messageIds.isEmpty() && random.nextInt(3) == 0;
        String parent = answer ? messageIds.get(random.nextInt(messageIds.size())) : "";
        String text = "From: <peer@remote.test>\r\nTo: <someone@demo.test>\r\nMessage-ID: <" + id + ">\r\n"
                + (answer ? "In-Reply-To: <" + parent + ">\r\nReferences: <" + parent + ">\r\n" : "")
                + "Subject: " + (answer ? "Re: " : "") + "change " + (answer ? parent.hashCode() % 7 : id)
                + "\r\nDate: Wed, 25 Nov 2026 12:00:00 +0000\r\n\r\nhello\r\n";
        String blob = link.upload(text.getBytes(StandardCharsets.UTF_8));
        ObjectNode arguments = JmapLink.object();
        ObjectNode email = arguments.putObject("emails").putObject("k");
        email.put("blobId", blob);
        email.putObject("mailboxIds").put(mailbox(), true);
        JsonNode answerNode = link.call("Email/import", arguments);
        if (!answerNode.path("created").has("k")) throw new IOException("import refused: " + answerNode);
        known.add(answerNode.path("created").path("k").path("id").asString());
        messageIds.add(id);
        done.merge("create", 1, Integer::sum);
    }

    private void update(String what, Patch fill) throws IOException {
        String id = known.get(random.nextInt(known.size()));
        ObjectNode arguments = JmapLink.object();
        fill.fill(arguments.putObject("update").putObject(id));
        JsonNode answer = link.call("Email/set", arguments);
        if (!answer.path("updated").has(id)) throw new IOException(what + " refused: " + answer);
        done.merge(what, 1, Integer::sum);
    }

    private void destroy() throws IOException {
        String id = known.remove(random.nextInt(known.size()));
        ObjectNode arguments = JmapLink.object();
        arguments.putArray("destroy").add(id);
        JsonNode answer = link.call("Email/set", arguments);
        if (answer.path("destroyed").size() != 1) throw new IOException("destroy refused: " + answer);
        done.merge("destroy", 1, Integer::sum);
    }
}
