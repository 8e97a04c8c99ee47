// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.10
package posthouse.ldap.command;

import java.util.List;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.schema.AttributeType;
import posthouse.ldap.schema.Rule;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Request;
import posthouse.ldap.syntax.Result;
import posthouse.ldap.tree.Entry;
import posthouse.ldap.tree.OwnEntries;
import posthouse.ldap.tree.Tree;

/** Compare: whether an entry has a value, as far as the asker may see it. */
final class Compare {
    private Compare() {}

    static Outcome run(Session session, Request.Compare compare) {
        return new Outcome.Answer(result(session, compare));
    }

    private static Result result(Session session, Request.Compare compare) {
        Schema schema = Schema.standard();
        Optional<List<String>> name = schema.names().parts(compare.name());
        if (name.isEmpty()) return Search.badName(session, compare.name());
        Tree tree = new Tree(session.rooms().directory(), session.principal(), schema);
        List<String> roots = session.refusal().isPresent() ? List.of() : tree.roots();
        Optional<Entry> entry = OwnEntries.find(schema, name.get(), roots, !session.tls());
        if (entry.isEmpty()) {
            session.refusal().ifPresent(failure -> {
                throw new Refused(failure);
            });
            Tree.Found found = tree.find(name.get());
            if (found.node().isEmpty()) return Search.nothingThere(session, compare.name(), tree, found.nearest());
            entry = found.node().map(tree::entry);
        }
        return compared(session, compare, schema, entry.orElseThrow());
    }

    private static Result compared(Session session, Request.Compare compare, Schema schema, Entry entry) {
        LdapReplies replies = session.replies();
        Optional<Schema.Description> description = schema.description(compare.attribute());
        Optional<AttributeType> type = description.map(Schema.Description::type);
        if (type.isEmpty())
            return replies.reply(
                    LdapReplies.UNDEFINED_ATTRIBUTE_TYPE,
                    new Failure.NotFound(KB.NOT_FOUND, "attribute " + Operations.shown(compare.attribute())));
        Optional<Rule> rule = type.get().equality();
        if (rule.isEmpty())
            return replies.reply(
                    LdapReplies.INAPPROPRIATE_MATCHING,
                    new Failure.Unsupported(
                            KB.UNSUPPORTED, "comparing " + type.get().name()));
        Optional<String> key = rule.get().key(compare.value());
        if (key.isEmpty())
            return replies.reply(
                    LdapReplies.INVALID_ATTRIBUTE_SYNTAX,
                    new Failure.BadInput(
                            KB.BAD_SYNTAX, type.get().name(), "the value is not of the attribute's syntax"));
        // No value here has a language tag.
        if (description.filter(Schema.Description::tagged).isPresent()
                || !entry.has(type.get().family()))
            return replies.reply(
                    LdapReplies.NO_SUCH_ATTRIBUTE,
                    new Failure.NotFound(KB.NOT_FOUND, "attribute " + Operations.shown(compare.attribute())));
        boolean same = entry.values(type.get().family()).stream()
                .anyMatch(v -> rule.get().key(v).equals(key));
        return Result.of(same ? LdapReplies.COMPARE_TRUE : LdapReplies.COMPARE_FALSE, "");
    }
}
