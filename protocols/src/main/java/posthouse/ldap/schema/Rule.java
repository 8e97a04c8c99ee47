// SPDX-License-Identifier: Apache-2.0
// RFC 4517 §4
package posthouse.ldap.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A matching rule: values become keys, and keys are compared.
 *
 * @param name as in the standard
 * @param kind what it is for
 * @param syntaxes object identifiers of the syntaxes of the values that it can be applied to
 * @param form how a value becomes a key
 */
public record Rule(String name, Kind kind, Set<String> syntaxes, Form form) {
    /** What a rule decides. */
    public enum Kind {
        EQUALITY,
        ORDERING,
        SUBSTRINGS
    }

    /**
     * Pieces of a substrings assertion, ready for comparison; empty text where there is none.
     */
    public record Pieces(String initial, List<String> any, String last) {}

    /** The key of a value or assertion; empty when it does not have the rule's syntax. */
    public Optional<String> key(byte[] value) {
        return form.key(value);
    }

    /** The key of a piece of a substrings assertion. */
    Optional<String> piece(byte[] value, Preparation.Place place) {
        return form.piece(value, place);
    }

    /** The order of two keys. */
    public int compare(String one, String other) {
        return form.compare(one, other);
    }

    /** The pieces of an assertion; empty when one of them does not have the rule's syntax. */
    public Optional<Pieces> pieces(byte[] initial, List<byte[]> any, byte[] last) {
        Optional<String> first = initial.length == 0 ? Optional.of("") : piece(initial, Preparation.Place.INITIAL);
        Optional<String> end = last.length == 0 ? Optional.of("") : piece(last, Preparation.Place.FINAL);
        List<Optional<String>> between =
                any.stream().map(a -> piece(a, Preparation.Place.ANY)).toList();
        if (first.isEmpty() || end.isEmpty() || between.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        return Optional.of(
                new Pieces(first.get(), between.stream().map(Optional::get).toList(), end.get()));
    }

    /** Whether the pieces lie in a value's key in their order, without overlapping. */
    public static boolean contains(String key, Pieces pieces) {
        if (!key.startsWith(pieces.initial())) return false;
        int at = pieces.initial().length();
        for (String piece : pieces.any()) {
            int found = key.indexOf(piece, at);
            if (found < 0) return false;
            at = found + piece.length();
        }
        return key.length() - pieces.last().length() >= at && key.endsWith(pieces.last());
    }
}
