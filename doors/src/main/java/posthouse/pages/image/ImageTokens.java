// SPDX-License-Identifier: Apache-2.0
// RFC 2104 HMAC
package posthouse.pages.image;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the addresses of pictures, so that the proxy fetches only what a message of ours named. */
public final class ImageTokens {
    private static final int MAC_OCTETS = 16;
    private static final String PATH = "/mail/image/";

    private final SecretKeySpec key;

    public ImageTokens(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The path under which the picture at this address is shown. */
    public String path(String url) {
        byte[] octets = url.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder e = Base64.getUrlEncoder().withoutPadding();
        return PATH + e.encodeToString(mac(octets)) + "." + e.encodeToString(octets);
    }

    /** The address in a token, when the token is one of ours. */
    public Optional<String> url(String token) {
        int dot = token.indexOf('.');
        if (dot <= 0) return Optional.empty();
        try {
            byte[] mac = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] octets = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            return MessageDigest.isEqual(mac, mac(octets))
                    ? Optional.of(new String(octets, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(octets), MAC_OCTETS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
