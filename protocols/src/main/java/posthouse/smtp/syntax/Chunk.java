// SPDX-License-Identifier: Apache-2.0
// RFC 3030 §2 bdat-cmd, chunk-size, end-marker
package posthouse.smtp.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What BDAT says of the octets behind its line.
 *
 * @param size octets; a number that is too long for any size is {@code Long.MAX_VALUE}
 * @param last whether the message ends with them
 */
public record Chunk(long size, boolean last) {
    private static final Pattern FORM =
            Pattern.compile("0*+([0-9]*+)(?<=[0-9])([ \t]+LAST)?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_DIGITS = 18;

    /** Reads what follows BDAT. Empty when it is not of that form: then nobody can tell where the octets end. */
    public static Optional<Chunk> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        String digits = form.group(1);
        long size = digits.isEmpty() ? 0 : digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
        return Optional.of(new Chunk(size, form.group(2) != null));
    }
}
