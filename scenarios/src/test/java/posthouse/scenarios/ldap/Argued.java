// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where slapd may answer otherwise than this server does: the differences that docs/ldap-differences.md argues from the RFCs, by their headings there. */
final class Argued {
    private Argued() {}

    /** The heading under which a difference about this filter is argued; empty when it is argued nowhere. */
    static Optional<String> heading(Filter filter) {
        List<Filter> items = new ArrayList<>();
        collect(filter, items);
        return items.stream().flatMap(i -> item(i).stream()).findFirst();
    }

    private static void collect(Filter filter, List<Filter> items) {
        switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR -> {
                for (Filter part : filter.getComponents()) collect(part, items);
            }
            case Filter.FILTER_TYPE_NOT -> collect(filter.getNOTComponent(), items);
            default -> items.add(filter);
        }
    }

    private static Optional<String> item(Filter item) {
        byte kind = item.getFilterType();
        String attribute = String.valueOf(item.getAttributeName()).toLowerCase(Locale.ROOT);
        String rule = String.valueOf(item.getMatchingRuleID());
        if (kind == Filter.FILTER_TYPE_APPROXIMATE_MATCH) return Optional.of("Approximate match");
        if (kind == Filter.FILTER_TYPE_SUBSTRING && pieces(item).stream().anyMatch(Argued::hasOuterSpace))
            return Optional.of("Spaces at the ends of substrings");
        if (attribute.equals("structuralobjectclass")) return Optional.of("Superclasses of structuralObjectClass");
        if (attribute.equals("labeleduri") && kind == Filter.FILTER_TYPE_SUBSTRING)
            return Optional.of("Substrings of labeledURI");
        if (rule.equals("objectIdentifierMatch")) return Optional.of("objectIdentifierMatch as an extensible match");
        if (rule.equals("caseIgnoreOrderingMatch")) return Optional.of("Case folding");
        List<String> texts = new ArrayList<>(pieces(item));
        if (item.getAssertionValue() != null) texts.add(item.getAssertionValue());
        return texts.stream().anyMatch(Argued::foldsApart) ? Optional.of("Case folding") : Optional.empty();
    }

    private static List<String> pieces(Filter item) {
        List<String> all = new ArrayList<>();
        List<ASN1OctetString> pieces = new ArrayList<>(Arrays.asList(item.getRawSubAnyValues()));
        pieces.add(item.getRawSubInitialValue());
        pieces.add(item.getRawSubFinalValue());
        for (ASN1OctetString piece : pieces)
            if (piece != null) all.add(new String(piece.getValue(), StandardCharsets.UTF_8));
        return all;
    }

    /** A space at an end, or nothing but what preparation takes out. */
    private static boolean hasOuterSpace(String piece) {
        return piece.startsWith(" ") || piece.endsWith(" ") || piece.equals("\u0000");
    }

    /** Letters whose small form depends on whether upper case is taken first, or compatibility forms. */
    private static boolean foldsApart(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String small = text.toLowerCase(Locale.ROOT);
        return !normal.equals(Normalizer.normalize(text, Normalizer.Form.NFC))
                || !Normalizer.normalize(small, Normalizer.Form.NFKC)
                        .equals(normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                || small.contains("ss")
                || small.contains("se")
                || small.contains("v")
                || small.contains("fi");
    }
}
