// SPDX-License-Identifier: Apache-2.0
// RFC 7617 §2, RFC 6750 §2.1
package posthouse.http.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.http.Credentials;
import posthouse.http.Exchange;
import posthouse.http.RouteAccess;

/** The credentials that a request shows. */
sealed interface Shown {
    record Good(Credentials credentials) implements Shown {}

    record Malformed(Failure failure) implements Shown {}

    static Shown by(Exchange exchange, String cookieName, RouteAccess access) {
        Optional<String> header = exchange.header("Authorization");
        if (header.isPresent() && !(access instanceof RouteAccess.Session)) return authorization(header.get());
        return new Good(exchange.cookie(cookieName)
                .filter(value -> !value.isEmpty())
                .<Credentials>map(Credentials.Cookie::new)
                .orElseGet(Credentials.None::new));
    }

    private static Shown authorization(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        String rest = space < 0 ? "" : header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer") && !rest.isEmpty()) return new Good(new Credentials.Bearer(rest));
        // Whoever shows something that is not asked for here has not signed in; the answer says what is (RFC 9110
        // §11.6.1).
        if (!scheme.equalsIgnoreCase("Basic")) return new Malformed(new Failure.NotSignedIn(KB.NOT_SIGNED_IN));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(rest)))
                    .toString();
            int colon = text.indexOf(':');
            if (colon < 0 || text.indexOf(0) >= 0) return malformed("user and password are not divided by a colon");
            return new Good(new Credentials.Basic(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return malformed("it is not base64 of UTF-8");
        }
    }

    private static Shown malformed(String why) {
        return new Malformed(new Failure.BadInput(KB.BAD_SYNTAX, "The header Authorization", why));
    }
}
