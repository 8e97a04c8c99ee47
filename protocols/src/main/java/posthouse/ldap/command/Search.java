// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5 · RFC 2696 paged results
package posthouse.ldap.command;

import com.unboundid.ldap.sdk.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.filter.Compiler;
import posthouse.ldap.filter.Condition;
import posthouse.ldap.filter.Truth;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Answers;
import posthouse.ldap.syntax.Message;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.syntax.Result;
import posthouse.ldap.tree.Entry;
import posthouse.ldap.tree.OwnEntries;
import posthouse.ldap.tree.Selection;
import posthouse.ldap.tree.Tree;

/** Search: walks over what the asker may see, entry by entry, and sends what the filter is true of. */
final class Search {
    private static final int BASE = 0;

    private final Session session;
    private final Message message;
    private final Request.Search search;
    private final Schema schema = Schema.standard();

    private Search(Session session, Message message, Request.Search search) {
        this.session = session;
        this.message = message;
        this.search = search;
    }

    static Outcome run(Session session, Message message, Request.Search search) throws IOException {
        if (session.abandoned(message.id())) return new Outcome.Silence();
        session.searching(true);
        try {
            return new Outcome.Answer(new Search(session, message, search).result());
        } finally {
            session.searching(false);
        }
    }

    /** The result for a name that is none. */
    static Result badName(Session session, String name) {
        return session.replies()
                .reply(
                        LdapReplies.INVALID_DN_SYNTAX,
                        new Failure.BadInput(
                                KB.BAD_SYNTAX,
                                Operations.shown(name),
                                "this is no distinguished name that the schema knows"));
    }

    /** The result for a name that is nobody's; one outside of the directory reads where that begins. */
    static Result nothingThere(Session session, String name, Tree tree, String nearest) {
        String what = name.isEmpty() ? "entry: no base was named" : "entry " + Operations.shown(name);
        if (nearest.isEmpty() && !tree.roots().isEmpty())
            what += (name.isEmpty() ? ", and" : ":") + " the directory begins at "
                    + Operations.shown(tree.roots().getFirst());
        return session.replies()
                .reply(LdapReplies.NO_SUCH_OBJECT, new Failure.NotFound(KB.NOT_FOUND, what))
                .matching(nearest);
    }

    private Result result() throws IOException {
        if (search.scope() < 0 || search.scope() > 2) return outOfRange("scope", search.scope());
        if (search.deref() < 0 || search.deref() > 3) return outOfRange("derefAliases", search.deref());
        if (search.sizeLimit() < 0) return outOfRange("sizeLimit", search.sizeLimit());
        if (search.timeLimit() < 0) return outOfRange("timeLimit", search.timeLimit());
        Optional<List<String>> base = schema.names().parts(search.base());
        if (base.isEmpty()) return badName(session, search.base());
        Condition condition = new Compiler(schema).compile(search.filter());
        if (base.get().isEmpty() && search.scope() == BASE)
            return one(OwnEntries.root(schema, roots(), !session.tls()), condition);
        if (schema.names().parts(OwnEntries.subschemaName()).equals(base)) {
            return search.scope() == 1 ? Result.success() : one(OwnEntries.subschema(schema), condition);
        }
        admit();
        Tree tree = tree();
        Tree.Found found = tree.find(base.get());
        if (found.node().isEmpty()) return nothingThere(session, search.base(), tree, found.nearest());
        return walk(tree, found.node().get(), condition);
    }

    private Result outOfRange(String what, int value) {
        return session.replies()
                .reply(LdapReplies.PROTOCOL_ERROR, new Failure.BadInput(KB.BAD_SYNTAX, what, "it cannot be " + value));
    }

    private Tree tree() {
        return new Tree(session.rooms().directory(), session.principal(), schema);
    }

    /** Roots are told to those who may read below them. */
    private List<String> roots() {
        return session.refusal().isPresent() ? List.of() : tree().roots();
    }

    private Result one(Entry entry, Condition condition) throws IOException {
        if (condition.of(entry) == Truth.TRUE) send(entry, new Selection(schema, search.attributes()));
        return Result.success();
    }

    private void admit() {
        session.refusal().ifPresent(failure -> {
            throw new Refused(failure);
        });
        if (!session.anonymous()) return;
        Duration wait = session.rooms().harvest().wait(session.peer());
        if (wait.isPositive()) throw new Refused(new Failure.RateLimited(KB.LDAP_HARVEST, "ldap", wait));
    }

    private void send(Entry entry, Selection selection) throws IOException {
        session.say(Answers.entry(message.id(), entry.name(), entry.chosen(selection, search.typesOnly())));
    }

    private Result walk(Tree tree, Tree.Node base, Condition condition) throws IOException {
        Optional<Control> control = message.control(OwnEntries.PAGED_RESULTS);
        Pages pages = Pages.of(session, control);
        if (pages.ends()) return Result.success().with(pages.last());
        Walk walk = new Walk(pages);
        try {
            return walk.over(tree.entries(base, search.scope()), condition);
        } finally {
            if (session.anonymous()) session.rooms().harvest().count(session.peer(), walk.sent);
        }
    }

    /** One walk over the entries, with its limits. */
    private final class Walk {
        private final Pages pages;
        private final Selection selection = new Selection(schema, search.attributes());
        private final Deadline deadline = Deadline.in(time(), session.rooms().clock());
        private int sent;

        Walk(Pages pages) {
            this.pages = pages;
        }

        private Duration time() {
            Duration own = Duration.ofSeconds(search.timeLimit());
            Duration most = session.limits().time();
            return own.isZero() || own.compareTo(most) > 0 ? most : own;
        }

        Result over(Iterator<Entry> entries, Condition condition) throws IOException {
            long epoch = session.epoch();
            String last = "";
            while (entries.hasNext()) {
                Optional<Failure> ending = session.ending();
                if (ending.isPresent()) throw new Refused(ending.get());
                if (session.epoch() != epoch) {
                    epoch = session.epoch();
                    session.refusal().ifPresent(failure -> {
                        throw new Refused(failure);
                    });
                }
                if (deadline.passed(session.rooms().clock()))
                    throw new Refused(new Failure.TimedOut(KB.LDAP_TIME_LIMIT, "search", time()));
                Entry entry = entries.next();
                if (pages.isBefore(entry.order()) || condition.of(entry) != Truth.TRUE) continue;
                if (pages.paged() && sent == pages.size())
                    return Result.success().with(pages.next(last, sent));
                @Nullable Result full = full();
                if (full != null) return full;
                send(entry, selection);
                sent++;
                last = entry.order();
            }
            return pages.paged() ? Result.success().with(pages.last()) : Result.success();
        }

        /** The result when no further entry may be sent. */
        private @Nullable Result full() {
            if (search.sizeLimit() > 0 && sent == search.sizeLimit())
                return session.replies()
                        .of(new Failure.TooMany(KB.LDAP_SIZE_LIMIT, "entries", sent + 1L, search.sizeLimit()));
            if (session.anonymous()) {
                int most = session.limits().visitorEntries();
                return pages.before() + sent < most
                        ? null
                        : session.replies().of(new Failure.TooMany(KB.LDAP_VISITOR_LIMIT, "entries", most + 1L, most));
            }
            int most = session.limits().entries();
            return sent < most
                    ? null
                    : session.replies().of(new Failure.TooMany(KB.LDAP_SIZE_LIMIT, "entries", most + 1L, most));
        }
    }
}
