// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.7
package posthouse.ldap.filter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.ldap.schema.AttributeType;
import posthouse.ldap.schema.Names;
import posthouse.ldap.schema.Rule;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.tree.Entry;

/** A filter that is ready to be asked of entries. Recursion is bounded by the depth that a message may have. */
public sealed interface Condition {
    /** What it comes to for an entry, of which it sees what the asker may see. */
    Truth of(Entry entry);

    /** All of them; none at all is true (RFC 4526). */
    record And(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Entry entry) {
            Truth all = Truth.TRUE;
            for (Condition part : parts) {
                Truth one = part.of(entry);
                if (one == Truth.FALSE) return one;
                if (one.compareTo(all) < 0) all = one;
            }
            return all;
        }
    }

    /** One of them; none at all is false (RFC 4526). */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Entry entry) {
            Truth any = Truth.FALSE;
            for (Condition part : parts) {
                Truth one = part.of(entry);
                if (one == Truth.TRUE) return one;
                if (one.compareTo(any) > 0) any = one;
            }
            return any;
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public Truth of(Entry entry) {
            return part.of(entry).not();
        }
    }

    /** The same for every entry. */
    record Always(Truth truth) implements Condition {
        @Override
        public Truth of(Entry entry) {
            return truth;
        }
    }

    record Present(AttributeType type) implements Condition {
        @Override
        public Truth of(Entry entry) {
            return Truth.of(entry.has(type.family()));
        }
    }

    /** The value is the same, not before, or not after. */
    record Compared(Set<String> family, Rule rule, String key, Comparison comparison) implements Condition {
        @Override
        public Truth of(Entry entry) {
            for (byte[] value : entry.values(family)) {
                Optional<String> own = rule.key(value);
                if (own.isPresent() && holds(own.get())) return Truth.TRUE;
            }
            return Truth.FALSE;
        }

        private boolean holds(String own) {
            return switch (comparison) {
                case EQUAL -> own.equals(key);
                case NOT_BEFORE -> rule.compare(own, key) >= 0;
                case NOT_AFTER -> rule.compare(own, key) <= 0;
                case BEFORE -> rule.compare(own, key) < 0;
            };
        }
    }

    /** How a value is compared. */
    enum Comparison {
        EQUAL,
        NOT_BEFORE,
        NOT_AFTER,
        /** What an ordering rule means as an extensible match. */
        BEFORE
    }

    record Substrings(Set<String> family, Rule rule, Rule.Pieces pieces) implements Condition {
        @Override
        public Truth of(Entry entry) {
            for (byte[] value : entry.values(family))
                if (rule.key(value).filter(k -> Rule.contains(k, pieces)).isPresent()) return Truth.TRUE;
            return Truth.FALSE;
        }
    }

    /** A rule asked of all attributes that it fits. */
    record AnyAttribute(Rule rule, String key, Comparison comparison) implements Condition {
        @Override
        public Truth of(Entry entry) {
            return new Compared(entry.typesWith(rule.syntaxes()), rule, key, comparison).of(entry);
        }
    }

    /** An assertion that also looks at the entry's name. */
    record InName(Schema schema, Optional<AttributeType> type, Rule rule, String key, Comparison comparison)
            implements Condition {
        @Override
        public Truth of(Entry entry) {
            for (Names.Assertion part : Names.assertions(entry.name())) {
                Optional<AttributeType> own = schema.type(part.attribute());
                boolean asked = own.filter(
                                t -> type.map(wanted -> wanted.family().contains(t.oid()))
                                        .orElse(rule.syntaxes().contains(t.syntax())))
                        .isPresent();
                if (!asked) continue;
                Optional<String> value = rule.key(part.value());
                if (value.isPresent() && new Compared(Set.of(), rule, key, comparison).holds(value.get()))
                    return Truth.TRUE;
            }
            return Truth.FALSE;
        }
    }
}
