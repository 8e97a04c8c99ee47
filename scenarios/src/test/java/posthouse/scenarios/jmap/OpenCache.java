// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import rs.ltt.jmap.common.entity.Email;
import rs.ltt.jmap.common.entity.Mailbox;
import rs.ltt.jmap.common.entity.Thread;
import rs.ltt.jmap.mua.cache.InMemoryCache;

/** The client's cache, readable by the test, and counting each time it had to be thrown away. */
final class OpenCache extends InMemoryCache {

    int thrownAway;

    @Override
    public void invalidateQueryResult(String query) {
        thrownAway++;
        super.invalidateQueryResult(query);
    }

    @Override
    public void invalidateEmailThreadsAndQueries() {
        thrownAway++;
        super.invalidateEmailThreadsAndQueries();
    }

    @Override
    public void invalidateMailboxes() {
        thrownAway++;
        super.invalidateMailboxes();
    }

    /** Each cached email as one line of text. */
    Map<String, String> emailLines() {
        Map<String, String> lines = new TreeMap<>();
        for (Map.Entry<String, Email> entry : emails.entrySet())
            lines.put(
                    entry.getKey(),
                    line(
                            entry.getValue().getThreadId(),
                            entry.getValue().getMailboxIds(),
                            entry.getValue().getKeywords()));
        return lines;
    }

    static String line(String thread, Map<String, Boolean> mailboxes, Map<String, Boolean> keywords) {
        return thread + " in " + new TreeSet<>(mailboxes.keySet()) + " with "
                + new TreeSet<>(keywords == null ? Map.<String, Boolean>of().keySet() : keywords.keySet());
    }

    Map<String, List<String>> threadLines() {
        Map<String, List<String>> lines = new TreeMap<>();
        for (Map.Entry<String, Thread> entry : threads.entrySet())
            lines.put(entry.getKey(), List.copyOf(entry.getValue().getEmailIds()));
        return lines;
    }

    Map<String, String> mailboxLines() {
        Map<String, String> lines = new TreeMap<>();
        for (Map.Entry<String, Mailbox> entry : mailboxes.entrySet()) {
            Mailbox m = entry.getValue();
            lines.put(
                    entry.getKey(),
                    m.getName() + " " + m.getTotalEmails() + " " + m.getUnreadEmails() + " " + m.getTotalThreads() + " "
                            + m.getUnreadThreads());
        }
        return lines;
    }

    /** The ids of a query's cached result, in order. */
    List<String> resultIds(String query) {
        List<String> ids = new ArrayList<>();
        InMemoryQueryResult result = queryResults.get(query);
        if (result != null) result.getItems().forEach(item -> ids.add(item.getEmailId()));
        return ids;
    }

    /** For the control: one cached email says something that the server never said. */
    void corrupt() {
        Map.Entry<String, Email> first = emails.entrySet().iterator().next();
        first.setValue(Email.builder()
                .id(first.getKey())
                .threadId(first.getValue().getThreadId())
                .mailboxIds(first.getValue().getMailboxIds())
                .keywords(new HashMap<>(Map.of("neversaid", true)))
                .build());
    }
}
