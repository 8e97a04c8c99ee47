// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §6.2, RFC 9110 §14
package posthouse.jmap.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.formats.Part;
import posthouse.formats.TransferDecoding;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Handler;
import posthouse.jmap.JmapRooms;
import posthouse.store.BlobRef;
import posthouse.store.Email;
import posthouse.store.StoredBlob;
import posthouse.store.View;

/** Gives bytes out: whole or in ranges, never as something that a browser would run. */
public final class Download implements Handler {
    private static final int BUFFER = 64 * 1024;
    private static final int CHECKED = 16;

    private final JmapRooms rooms;

    public Download(JmapRooms rooms) {
        this.rooms = rooms;
    }

    /** Bytes and their length after decoding; -1 when not known. */
    private record Found(StoredBlob blob, long length) {
        InputStream open(long offset) throws IOException {
            if (blob.encoding().equals("identity"))
                return blob.source().open(offset, blob.source().size() - offset);
            InputStream in = TransferDecoding.decode(blob.source().open(), blob.encoding());
            in.skipNBytes(offset);
            return in;
        }
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Caller caller = exchange.signedIn();
        String blobId = exchange.parameter("blobId");
        BlobRef ref = BlobRef.parse(blobId).orElseThrow(Download::missing);
        Found found;
        boolean own;
        try (var context = new RequestContext(rooms, caller, exchange.peer())) {
            AccountId account = context.account(exchange.parameter("accountId"));
            own = context.owns(account);
            found = context.read(account, view -> find(view, ref));
        }
        String tag = "\"" + blobId + "\"";
        exchange.set("ETag", tag);
        // What somebody else published can be taken back: then no cache may still have it.
        exchange.set("Cache-Control", own ? "private, max-age=31536000, immutable" : "private, no-cache");
        exchange.set("Accept-Ranges", found.length >= 0 ? "bytes" : "none");
        exchange.set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        if (exchange.header("If-None-Match")
                .filter(m -> m.equals("*") || m.contains(tag))
                .isPresent()) {
            exchange.answer(304);
            return;
        }
        var content = DownloadType.of(exchange.query("accept").orElse(found.blob.type()));
        exchange.set("Content-Disposition", content.disposition(exchange.parameter("name")));
        send(exchange, caller, found, content.type(), range(exchange, found, tag));
    }

    private static Optional<ByteRange> range(Exchange exchange, Found found, String tag) {
        Optional<String> header = exchange.header("Range");
        boolean current = exchange.header("If-Range").map(tag::equals).orElse(true);
        if (header.isEmpty() || !current || found.length < 0) return Optional.empty();
        return ByteRange.parse(header.get(), found.length);
    }

    private static void send(Exchange exchange, Caller caller, Found found, String type, Optional<ByteRange> range)
            throws IOException {
        if (range.isPresent() && range.get().length() == 0) {
            exchange.set("Content-Range", "bytes */" + found.length);
            exchange.answer(416);
            return;
        }
        long from = range.map(ByteRange::from).orElse(0L);
        long length = range.map(ByteRange::length).orElse(found.length);
        range.ifPresent(r -> exchange.set(
                "Content-Range", "bytes " + r.from() + "-" + (r.from() + r.length() - 1) + "/" + found.length));
        if (exchange.method().equals("HEAD")) {
            exchange.answerStream(range.isPresent() ? 206 : 200, type, length).close();
            return;
        }
        // Opened before the first byte goes out, so that damaged bytes are a problem and not half an answer.
        try (InputStream in = found.open(from);
                OutputStream out = exchange.answerStream(range.isPresent() ? 206 : 200, type, length)) {
            copy(in, out, length, caller);
        }
    }

    private static void copy(InputStream in, OutputStream out, long length, Caller caller) throws IOException {
        var buffer = new byte[BUFFER];
        long left = length < 0 ? Long.MAX_VALUE : length;
        for (int chunk = 0; left > 0; chunk++) {
            if (chunk % CHECKED == 0)
                caller.standing().ended().ifPresent(why -> {
                    throw new Refused(why);
                });
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) break;
            out.write(buffer, 0, n);
            left -= n;
        }
        if (length >= 0 && left > 0) throw new IOException("fewer bytes than were announced");
    }

    private static Found find(View view, BlobRef ref) {
        StoredBlob blob = view.blob(ref).orElseThrow(Download::missing);
        if (blob.encoding().equals("identity"))
            return new Found(blob, blob.source().size());
        long length = ref instanceof BlobRef.Part part
                ? view.email(part.email()).flatMap(e -> size(e, part)).orElse(-1L)
                : -1;
        return new Found(blob, length);
    }

    private static Optional<Long> size(Email email, BlobRef.Part wanted) {
        return find(email.index().structure(), wanted).map(Part::size);
    }

    private static Optional<Part> find(Part part, BlobRef.Part wanted) {
        if (!part.isMultipart() && part.bodyStart() == wanted.start() && part.bodyEnd() == wanted.end())
            return Optional.of(part);
        for (Part child : part.children()) {
            Optional<Part> found = find(child, wanted);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static Refused missing() {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "file"));
    }
}
