// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.7
package posthouse.ldap.filter;

import com.unboundid.asn1.ASN1OctetString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.ldap.filter.Condition.Comparison;
import posthouse.ldap.schema.AttributeType;
import posthouse.ldap.schema.Rule;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.syntax.Filter;

/**
 * Makes filters ready. What the schema does not know, and values that are not of their attribute's syntax, are Undefined: an
 * answer, not a refusal.
 */
public final class Compiler {
    private static final Condition UNDEFINED = new Condition.Always(Truth.UNDEFINED);
    private static final Condition NEVER = new Condition.Always(Truth.FALSE);

    private final Schema schema;

    public Compiler(Schema schema) {
        this.schema = schema;
    }

    /** The filter, ready to be asked. */
    public Condition compile(Filter filter) {
        return switch (filter) {
            case Filter.And and -> new Condition.And(all(and.parts()));
            case Filter.Or or -> new Condition.Or(all(or.parts()));
            case Filter.Not not -> new Condition.Not(compile(not.part()));
            case Filter.Item item -> item(item.item());
            case Filter.Unrecognised ignored -> UNDEFINED;
        };
    }

    private List<Condition> all(List<Filter> parts) {
        return parts.stream().map(this::compile).toList();
    }

    private Condition item(com.unboundid.ldap.sdk.Filter item) {
        byte kind = item.getFilterType();
        if (kind == com.unboundid.ldap.sdk.Filter.FILTER_TYPE_EXTENSIBLE_MATCH) return extensible(item);
        Optional<Schema.Description> description = schema.description(item.getAttributeName());
        if (description.isEmpty()) return UNDEFINED;
        Condition condition = asserted(kind, item, description.get().type());
        // No value here carries a language tag; whether the assertion makes sense is another question.
        boolean decided = condition instanceof Condition.Always;
        return description.get().tagged() && !decided ? NEVER : condition;
    }

    private static Condition asserted(byte kind, com.unboundid.ldap.sdk.Filter item, AttributeType type) {
        return switch (kind) {
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_PRESENCE -> new Condition.Present(type);
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_SUBSTRING -> substrings(item, type);
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_GREATER_OR_EQUAL ->
                compared(type, type.ordering(), item, Comparison.NOT_BEFORE);
            case com.unboundid.ldap.sdk.Filter.FILTER_TYPE_LESS_OR_EQUAL ->
                compared(type, type.ordering(), item, Comparison.NOT_AFTER);
            // "If approximate matching is not supported for this attribute, this filter item should be treated as an
            // equalityMatch."
            default -> compared(type, type.equality(), item, Comparison.EQUAL);
        };
    }

    private static Condition compared(
            AttributeType type, Optional<Rule> rule, com.unboundid.ldap.sdk.Filter item, Comparison comparison) {
        byte[] value = item.getAssertionValueBytes();
        return rule.<Condition>flatMap(
                        r -> r.key(value).map(key -> new Condition.Compared(type.family(), r, key, comparison)))
                .orElse(UNDEFINED);
    }

    private static Condition substrings(com.unboundid.ldap.sdk.Filter item, AttributeType type) {
        List<byte[]> any = Arrays.stream(item.getRawSubAnyValues())
                .map(ASN1OctetString::getValue)
                .toList();
        return type.substrings()
                .<Condition>flatMap(rule -> rule.pieces(
                                octets(item.getRawSubInitialValue()), any, octets(item.getRawSubFinalValue()))
                        .map(pieces -> new Condition.Substrings(type.family(), rule, pieces)))
                .orElse(UNDEFINED);
    }

    private static byte[] octets(@Nullable ASN1OctetString value) {
        return value == null ? new byte[0] : value.getValue();
    }

    private Condition extensible(com.unboundid.ldap.sdk.Filter item) {
        @Nullable String name = item.getAttributeName();
        @Nullable String ruleName = item.getMatchingRuleID();
        Optional<Schema.Description> description = name == null ? Optional.empty() : schema.description(name);
        if (name != null && description.isEmpty()) return UNDEFINED;
        Optional<AttributeType> type = description.map(Schema.Description::type);
        Optional<Rule> rule = ruleName == null
                ? type.flatMap(AttributeType::equality)
                : schema.matchingRule(ruleName).filter(r -> r.kind() != Rule.Kind.SUBSTRINGS);
        if (rule.isEmpty()) return UNDEFINED;
        Rule r = rule.get();
        boolean fits = ruleName == null
                || type.map(t -> r.syntaxes().contains(t.syntax())).orElse(true);
        Optional<String> key = r.key(item.getAssertionValueBytes());
        if (!fits || key.isEmpty()) return UNDEFINED;
        Comparison comparison = r.kind() == Rule.Kind.ORDERING ? Comparison.BEFORE : Comparison.EQUAL;
        Condition values = type.<Condition>map(t -> new Condition.Compared(t.family(), r, key.get(), comparison))
                .orElseGet(() -> new Condition.AnyAttribute(r, key.get(), comparison));
        if (description.filter(Schema.Description::tagged).isPresent()) values = NEVER;
        return item.getDNAttributes()
                ? new Condition.Or(List.of(values, new Condition.InName(schema, type, r, key.get(), comparison)))
                : values;
    }
}
