// SPDX-License-Identifier: Apache-2.0
// RFC 2696
package posthouse.ldap.command;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.ldap.session.Session;
import posthouse.ldap.tree.OwnEntries;

/**
 * The page that a search asks for. The cookie says after which entry to go on and how many were sent, under a signature of the
 * session's: nothing is kept between pages, and entries that come or go meanwhile neither repeat nor hide others.
 */
final class Pages {
    private static final int SIGNATURE = 16;

    private final byte[] key;
    private final boolean paged;
    private final int size;
    private final boolean ends;
    private final int before;
    private final @Nullable String after;

    private Pages(byte[] key, boolean paged, int size, boolean ends, int before, @Nullable String after) {
        this.key = key;
        this.paged = paged;
        this.size = size;
        this.ends = ends;
        this.before = before;
        this.after = after;
    }

    /** Reads the control; without one there is a single page. */
    static Pages of(Session session, Optional<Control> control) {
        byte[] key = session.cookieKey();
        if (control.isEmpty()) return new Pages(key, false, 0, false, 0, null);
        int wanted;
        byte[] cookie;
        try {
            ASN1OctetString value = control.get().getValue();
            var read = new SimplePagedResultsControl(
                    OwnEntries.PAGED_RESULTS, control.get().isCritical(), value);
            wanted = read.getSize();
            cookie = read.getCookie() == null ? new byte[0] : read.getCookie().getValue();
        } catch (LDAPException e) {
            throw badControl();
        }
        if (wanted < 0) throw badControl();
        int size = Math.min(wanted, session.limits().entries());
        // A page of nothing gives the search up.
        if (cookie.length == 0) return new Pages(key, true, size, size == 0, 0, null);
        if (cookie.length < SIGNATURE + 4) throw badCookie();
        byte[] content = Arrays.copyOfRange(cookie, SIGNATURE, cookie.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(cookie, SIGNATURE), signature(key, content))) throw badCookie();
        ByteBuffer in = ByteBuffer.wrap(content);
        int before = in.getInt();
        String after = new String(content, 4, content.length - 4, StandardCharsets.UTF_8);
        return new Pages(key, true, size, size == 0, before, after);
    }

    private static Refused badControl() {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "paged results", "the control cannot be read"));
    }

    private static Refused badCookie() {
        return new Refused(
                new Failure.BadInput(KB.BAD_SYNTAX, "paged results", "the cookie is not one of this session"));
    }

    boolean paged() {
        return paged;
    }

    /** Entries of this page at most. */
    int size() {
        return size;
    }

    /** Whether the client wants no more of it. */
    boolean ends() {
        return ends;
    }

    /** Entries of the pages before. */
    int before() {
        return before;
    }

    /** Whether an entry at that place was sent on a page before, or passed over. */
    boolean isBefore(String order) {
        return after != null && order.compareTo(after) <= 0;
    }

    /** The control that lets the client go on after that place. */
    Control next(String last, int sent) {
        byte[] place = last.getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(4 + place.length)
                .putInt(before + sent)
                .put(place)
                .array();
        byte[] cookie = ByteBuffer.allocate(SIGNATURE + content.length)
                .put(signature(key, content))
                .put(content)
                .array();
        return new SimplePagedResultsControl(0, new ASN1OctetString(cookie), false);
    }

    /** The control that ends the pages. */
    Control last() {
        return new SimplePagedResultsControl(0, new ASN1OctetString(), false);
    }

    private static byte[] signature(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }
}
