// SPDX-License-Identifier: Apache-2.0
// RFC 6266, RFC 8187
package posthouse.pages.folders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.MailboxId;
import posthouse.formats.Part;
import posthouse.formats.TransferDecoding;
import posthouse.http.Exchange;
import posthouse.pages.message.OpenMessage;
import posthouse.store.BlobRef;
import posthouse.store.Email;
import posthouse.store.StoredBlob;

/** Files of posts. The right is asked at each request and again while bytes go out. */
final class PublicFiles {
    private static final int BUFFER = 64 * 1024;
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private record Found(StoredBlob blob, Part part, List<MailboxId> folders) {
        long length() {
            return blob.encoding().equals("identity") ? blob.source().size() : part.size();
        }
    }

    static void send(Exchange x, Visit visit) throws IOException {
        BlobRef.Part ref = BlobRef.parse(x.parameter("blobId"))
                .filter(r -> r instanceof BlobRef.Part)
                .map(r -> (BlobRef.Part) r)
                .orElseThrow(visit::nothing);
        AccountId account = visit.home(ref.email()).orElseThrow(visit::nothing);
        Found found = visit.read(account, view -> {
            OpenMessage post = OpenMessage.of(view, ref.email());
            Part part = part(post, ref).orElseThrow(visit::nothing);
            return new Found(
                    view.blob(ref).orElseThrow(visit::nothing),
                    part,
                    List.copyOf(post.email().mailboxes()));
        });
        String tag = "\"" + ref.text() + "\"";
        PublicSite.headers(x, tag);
        x.set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        if (PublicSite.matches(x, tag)) {
            x.answer(304);
            return;
        }
        boolean shown = SHOWN.contains(found.part.type());
        x.set("Content-Disposition", disposition(found.part.name().orElse("file"), shown));
        String type = shown ? found.part.type() : "application/octet-stream";
        if (x.method().equals("HEAD")) {
            x.answerStream(200, type, found.length()).close();
            return;
        }
        x.holdsWhile(() -> visit.ended(account, found.folders));
        try (InputStream in = TransferDecoding.decode(found.blob.source().open(), found.blob.encoding());
                OutputStream out = x.answerStream(200, type, found.length())) {
            copy(in, out, visit);
        }
    }

    private static void copy(InputStream in, OutputStream out, Visit visit) throws IOException {
        var buffer = new byte[BUFFER];
        long epoch = visit.directory().access().snapshot().epoch();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            long now = visit.directory().access().snapshot().epoch();
            if (now != epoch) visit.again();
            epoch = now;
            out.write(buffer, 0, n);
        }
    }

    /** Only parts that the post has: nobody picks other bytes by number. */
    private static Optional<Part> part(OpenMessage post, BlobRef.Part ref) {
        Email email = post.email();
        for (Part p : post.leaves())
            if (email.blobRef().part(p.bodyStart(), p.bodyEnd(), p.encoding()).equals(ref)) return Optional.of(p);
        return Optional.empty();
    }

    private static String disposition(String name, boolean shown) {
        var plain = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .map(c -> "/\\:*?\"<>|".indexOf(c) >= 0 ? '_' : c)
                .limit(200)
                .forEach(plain::appendCodePoint);
        String text = plain.isEmpty() ? "file" : plain.toString();
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return (shown ? "inline" : "attachment") + "; filename=\"" + text.replaceAll("[^ -~]", "_")
                + "\"; filename*=UTF-8''" + encoded;
    }

    private PublicFiles() {}
}
