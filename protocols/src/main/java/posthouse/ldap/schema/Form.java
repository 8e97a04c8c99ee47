// SPDX-License-Identifier: Apache-2.0
// RFC 4517 §3.3 syntaxes, §4.2 matching rules
package posthouse.ldap.schema;

import com.unboundid.util.StaticUtils;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How values of one kind become keys: each key stands for all the values that are the same. */
public final class Form {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern NUMERIC = Pattern.compile("[0-9 ]+");
    private static final Pattern BITS = Pattern.compile("'[01]*'B");
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9'()+,./:? =-]+");
    /** Lines between dollar signs; a backslash stands only before the code of one of the two (RFC 4517 §3.3.28). */
    private static final Pattern ADDRESS = Pattern.compile("([^\\\\]|\\\\24|\\\\5[Cc])+", Pattern.DOTALL);

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    /** Beyond that a number is compared by nobody in earnest, and reading it would cost the square of its length. */
    private static final int LONGEST_INTEGER = 400;

    private final Function<byte[], Optional<String>> key;
    private final Pieces pieces;
    private final boolean numbers;

    private interface Pieces {
        Optional<String> of(byte[] value, Preparation.Place place);
    }

    private Form(Function<byte[], Optional<String>> key, Pieces pieces, boolean numbers) {
        this.key = key;
        this.pieces = pieces;
        this.numbers = numbers;
    }

    Optional<String> key(byte[] value) {
        return key.apply(value);
    }

    Optional<String> piece(byte[] value, Preparation.Place place) {
        return pieces.of(value, place);
    }

    int compare(String one, String other) {
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }

    private static Form whole(Function<byte[], Optional<String>> key) {
        return new Form(key, (value, place) -> Optional.empty(), false);
    }

    /** Directory strings: any text but the empty one. */
    static Form directoryString(boolean fold) {
        return text(fold, value -> utf8(value).filter(t -> !t.isEmpty()));
    }

    /** IA5 strings: ASCII, also empty. */
    static Form ia5(boolean fold) {
        return text(fold, Form::ascii);
    }

    private static Form text(boolean fold, Function<byte[], Optional<String>> decode) {
        Pieces pieces =
                (value, place) -> decode.apply(value).map(t -> Preparation.spaces(Preparation.text(t, fold), place));
        return new Form(value -> pieces.of(value, Preparation.Place.WHOLE), pieces, false);
    }

    static Form numericString() {
        Function<byte[], Optional<String>> key =
                value -> ascii(value).filter(t -> NUMERIC.matcher(t).matches()).map(t -> Preparation.without(t, " "));
        return new Form(key, (value, place) -> key.apply(value), false);
    }

    static Form telephoneNumber() {
        Function<byte[], Optional<String>> key = value -> ascii(value)
                .filter(t -> PRINTABLE.matcher(t).matches())
                .map(t -> Preparation.without(t, " -").toLowerCase(Locale.ROOT));
        return new Form(key, (value, place) -> key.apply(value), false);
    }

    /** Postal addresses: lines between dollar signs. */
    static Form list() {
        Function<byte[], Optional<String>> key = value -> utf8(value)
                .filter(t -> ADDRESS.matcher(t).matches())
                .map(t -> String.join(
                        "$",
                        Arrays.stream(t.split("\\$", -1))
                                .map(line -> Preparation.spaces(Preparation.text(line, true), Preparation.Place.WHOLE))
                                .toList()));
        Pieces pieces = (value, place) ->
                utf8(value).map(t -> Preparation.spaces(Preparation.text(t, true), Preparation.Place.ANY));
        return new Form(key, pieces, false);
    }

    static Form octets() {
        Function<byte[], Optional<String>> key = value -> Optional.of(new String(value, StandardCharsets.ISO_8859_1));
        return new Form(key, (value, place) -> key.apply(value), false);
    }

    static Form bool() {
        return whole(value -> ascii(value).filter(t -> t.equals("TRUE") || t.equals("FALSE")));
    }

    static Form integer() {
        return new Form(
                value -> ascii(value)
                        .filter(t -> t.length() <= LONGEST_INTEGER
                                && INTEGER.matcher(t).matches()),
                (value, place) -> Optional.empty(),
                true);
    }

    static Form bitString() {
        return whole(value -> ascii(value).filter(t -> BITS.matcher(t).matches()));
    }

    static Form uuid() {
        return whole(value -> ascii(value)
                .filter(t -> UUID_TEXT.matcher(t).matches())
                .map(t -> UUID.fromString(t).toString()));
    }

    static Form generalizedTime() {
        return whole(value -> ascii(value).flatMap(Form::moment));
    }

    private static Optional<String> moment(String text) {
        try {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%020d",
                    StaticUtils.decodeGeneralizedTime(text).getTime()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    static Form distinguishedName(Names names) {
        return whole(value -> utf8(value).flatMap(names::key));
    }

    /** A name or number of something in the schema. */
    static Form objectIdentifier(Function<String, Optional<String>> numberOf) {
        return whole(value -> ascii(value).flatMap(numberOf));
    }

    /** Definitions of the schema, compared by the number that they begin with. */
    static Form firstComponent(Function<String, Optional<String>> numberOf) {
        return whole(value -> utf8(value).flatMap(text -> {
            String first = text.startsWith("(") ? text.substring(1).strip().split("[ )]", 2)[0] : text;
            return numberOf.apply(first);
        }));
    }

    static Optional<String> utf8(byte[] value) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ascii(byte[] value) {
        for (byte b : value) if (b < 0) return Optional.empty();
        return Optional.of(new String(value, StandardCharsets.US_ASCII));
    }
}
