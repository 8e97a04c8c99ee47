// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §6.1
package posthouse.jmap.core;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Handler;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
import posthouse.store.BlobRef;
import posthouse.store.StagedBlob;
import tools.jackson.databind.node.ObjectNode;

/** Takes bytes in, streamed; they are kept for a day unless something uses them. */
public final class Upload implements Handler {
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_TYPE = 200;

    private final JmapRooms rooms;
    private final ConcurrentHashMap<Object, Integer> running = new ConcurrentHashMap<>();

    public Upload(JmapRooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Caller caller = exchange.signedIn();
        int now = running.merge(caller.principal(), 1, Integer::sum);
        try {
            if (now > Capabilities.MAX_CONCURRENT_UPLOAD)
                throw new Refused(new Failure.Busy(KB.TOO_MANY_CONNECTIONS, "upload", Duration.ofSeconds(5)));
            take(exchange, caller);
        } finally {
            running.computeIfPresent(caller.principal(), (k, n) -> n <= 1 ? null : n - 1);
        }
    }

    private void take(Exchange exchange, Caller caller) throws IOException {
        AccountId account;
        try (var context = new RequestContext(rooms, caller, exchange.peer())) {
            account = context.account(exchange.parameter("accountId"));
        }
        String type = exchange.header("Content-Type")
                .filter(t -> t.length() <= LONGEST_TYPE)
                .orElse("application/octet-stream");
        StagedBlob blob;
        try (InputStream in = exchange.body(Capabilities.MAX_UPLOAD);
                var stage = rooms.store().stage(caller.principal())) {
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                stage.write(buffer, 0, n);
                caller.standing().ended().ifPresent(why -> {
                    throw new Refused(why);
                });
            }
            blob = stage.finish();
        }
        BlobRef.Upload upload =
                rooms.store().account(caller.principal(), account).write(tx -> tx.addUpload(blob, type));
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("blobId", upload.text());
        answer.put("type", type);
        answer.put("size", blob.size());
        exchange.answer(201, "application/json", Json.bytes(answer));
    }
}
