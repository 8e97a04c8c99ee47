// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.EmailId;
import posthouse.store.Email;

/** A conversation as a tree: each answer below what it answers. */
final class ThreadOrder {
    /** Deeper answers are not moved further in; they name whom they answer. */
    static final int DEEPEST = 3;

    /**
     * One post in reading order.
     *
     * @param depth 0 for what began the conversation
     * @param answers the post that it answers, when it is not the one right above it in sight
     */
    record Place(Email post, int depth, Optional<Email> answers) {}

    /** From oldest first to reading order. */
    static List<Place> of(List<Email> posts) {
        var byMessageId = new HashMap<String, Email>();
        for (Email post : posts) for (String id : post.index().messageId()) byMessageId.putIfAbsent(id, post);
        Map<EmailId, List<Email>> below = new LinkedHashMap<>();
        var parents = new HashMap<EmailId, Email>();
        var tops = new ArrayList<Email>();
        for (Email post : posts) {
            Optional<Email> parent = parent(post, byMessageId);
            // The first of all is above all that answers nothing in sight.
            if (parent.isEmpty() && !tops.isEmpty()) parent = Optional.of(tops.getFirst());
            if (parent.isEmpty()) {
                tops.add(post);
            } else {
                parents.put(post.id(), parent.get());
                below.computeIfAbsent(parent.get().id(), k -> new ArrayList<>()).add(post);
            }
        }
        var order = new ArrayList<Place>();
        Set<EmailId> seen = new HashSet<>();
        for (Email top : tops) walk(top, 0, below, parents, seen, order);
        for (Email post : posts) if (seen.add(post.id())) order.add(new Place(post, 0, Optional.empty()));
        return order;
    }

    private static Optional<Email> parent(Email post, Map<String, Email> byMessageId) {
        var ids = new ArrayList<>(post.index().inReplyTo());
        ids.addAll(post.index().references().reversed());
        for (String id : ids) {
            Email found = byMessageId.get(id);
            if (found == null || found.id().equals(post.id())) continue;
            if (!found.receivedAt().isAfter(post.receivedAt())) return Optional.of(found);
        }
        return Optional.empty();
    }

    private static void walk(
            Email post,
            int depth,
            Map<EmailId, List<Email>> below,
            Map<EmailId, Email> parents,
            Set<EmailId> seen,
            List<Place> order) {
        if (!seen.add(post.id()) || depth > 200) return;
        Optional<Email> answers = depth > DEEPEST ? Optional.ofNullable(parents.get(post.id())) : Optional.empty();
        order.add(new Place(post, Math.min(depth, DEEPEST), answers));
        for (Email answer : below.getOrDefault(post.id(), List.of()))
            walk(answer, depth + 1, below, parents, seen, order);
    }

    private ThreadOrder() {}
}
