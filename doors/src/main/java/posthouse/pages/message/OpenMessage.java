// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.formats.BodyLists;
import posthouse.formats.BodyValue;
import posthouse.formats.BodyValues;
import posthouse.formats.HeaderBlock;
import posthouse.formats.Part;
import posthouse.formats.TransferDecoding;
import posthouse.http.Exchange;
import posthouse.store.Email;
import posthouse.store.Source;
import posthouse.store.Store;
import posthouse.store.View;

/**
 * An email with access to its octets; holds no view of the store.
 *
 * @param filesAt where its parts are downloaded, when not from the account that is signed in
 */
public record OpenMessage(AccountId account, Email email, Source source, Optional<Function<Part, String>> filesAt) {
    private static final int LONGEST_HEADER = 512 * 1024;

    /** The email that the request names; refused when it is not there or not for this caller. */
    static OpenMessage of(Exchange x, Store store) {
        Principal principal = x.signedIn().principal();
        AccountId account = AccountId.parse(x.parameter("accountId")).orElseThrow(OpenMessage::missing);
        EmailId id = EmailId.parse(x.parameter("emailId")).orElseThrow(OpenMessage::missing);
        return store.account(principal, account).read(view -> of(view, id));
    }

    /** The email of a view; refused when it is not there. */
    public static OpenMessage of(View view, EmailId id) {
        Email email = view.email(id).orElseThrow(OpenMessage::missing);
        Source source = view.message(id).orElseThrow(OpenMessage::missing);
        return new OpenMessage(view.account(), email, source, Optional.empty());
    }

    OpenMessage withFiles(Function<Part, String> where) {
        return new OpenMessage(account, email, source, Optional.of(where));
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "message"));
    }

    BodyLists lists() {
        return BodyLists.of(email.index().structure());
    }

    /** What a reader would save: attachments without the pictures that stand inside the text. */
    public List<Part> files() {
        return lists().attachments().stream()
                .filter(p -> p.isAttachment() || p.cid().isEmpty() || !p.type().startsWith("image/"))
                .toList();
    }

    /** The encoded octets of a part. */
    InputStream encoded(Part p) {
        return source.open(email.prefix().length + p.bodyStart(), p.encodedSize());
    }

    /** The octets of a part as its sender meant them. */
    InputStream decoded(Part p) {
        return TransferDecoding.decode(encoded(p), p.encoding());
    }

    BodyValue text(Part p) throws IOException {
        try (InputStream in = encoded(p)) {
            return BodyValues.read(p, in, 0);
        }
    }

    /** The message's own header, without what this server put before it. */
    HeaderBlock header() throws IOException {
        long end = Math.min(LONGEST_HEADER, email.index().structure().bodyStart());
        try (InputStream in = source.open(email.prefix().length, end)) {
            return HeaderBlock.parse(in.readAllBytes());
        }
    }

    /** The header of a message inside this one. */
    HeaderBlock header(Part message, Part inner) throws IOException {
        long length = Math.clamp(inner.bodyStart() - message.bodyStart(), 0, LONGEST_HEADER);
        try (InputStream in = source.open(email.prefix().length + message.bodyStart(), length)) {
            return HeaderBlock.parse(in.readAllBytes());
        }
    }

    InputStream whole() {
        return new SequenceInputStream(source.open(), InputStream.nullInputStream());
    }

    /** Where a part can be downloaded; the type is what the answer will be declared as. */
    String download(Part p, String type) {
        if (filesAt.isPresent()) return filesAt.get().apply(p);
        String blob =
                email.blobRef().part(p.bodyStart(), p.bodyEnd(), p.encoding()).text();
        return "/jmap/download/" + url(account.toString()) + "/" + url(blob) + "/"
                + url(p.name().orElse("file")) + "?accept=" + url(type);
    }

    /** The embedded picture that an HTML body names by Content-ID. */
    Optional<Part> byCid(String cid) {
        String wanted = cid.strip();
        if (wanted.startsWith("<") && wanted.endsWith(">")) wanted = wanted.substring(1, wanted.length() - 1);
        String plain = java.net.URLDecoder.decode(
                wanted.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
        for (Part p : leaves())
            if (p.cid().isPresent()
                    && (p.cid().get().equals(wanted) || p.cid().get().equals(plain))) return Optional.of(p);
        return Optional.empty();
    }

    public List<Part> leaves() {
        List<Part> all = new ArrayList<>();
        collect(email.index().structure(), all);
        return all;
    }

    private static void collect(Part p, List<Part> into) {
        if (!p.isMultipart()) into.add(p);
        for (Part c : p.subParts()) collect(c, into);
    }

    static String url(String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
