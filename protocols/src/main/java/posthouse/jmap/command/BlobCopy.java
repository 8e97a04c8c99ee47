// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §6.3
package posthouse.jmap.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.formats.TransferDecoding;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetRefused;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.BlobRef;
import posthouse.store.StagedBlob;
import posthouse.store.StoredBlob;
import tools.jackson.databind.node.ObjectNode;

/** Blob/copy: bytes that one may read in one account become an upload in another one, under its limits. */
public final class BlobCopy implements Method {
    /** Octets that one call copies. */
    private static final long MOST = 256L << 20;

    @Override
    public String name() {
        return "Blob/copy";
    }

    @Override
    public String capability() {
        return Capabilities.CORE;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId from = context.fromAccount(args);
        AccountId to = context.account(args);
        List<String> ids = Ids.of(context, args, "blobIds", Capabilities.MAX_SET)
                .orElseThrow(() -> args.bad("blobIds", "they are missing"));
        args.done();
        var made = new SetAnswer(context, to);
        long[] octets = {0};
        for (String id : ids)
            made.create(id, () -> {
                StoredBlob blob = find(context, from, id);
                octets[0] += blob.source().size();
                if (octets[0] > MOST)
                    throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "size of all blobs", octets[0], MOST));
                made.created(id, Json.object().put("id", copy(context, to, blob)));
            });
        ObjectNode set = made.json();
        ObjectNode answer = Json.object();
        answer.put("fromAccountId", from.toString());
        answer.put("accountId", to.toString());
        if (made.created().isEmpty()) answer.putNull("copied");
        else {
            ObjectNode copied = answer.putObject("copied");
            made.created().forEach((id, object) -> copied.set(id, object.get("id")));
        }
        answer.set("notCopied", set.get("notCreated"));
        return answer;
    }

    private static StoredBlob find(RequestContext context, AccountId from, String id) {
        return BlobRef.parse(id)
                .flatMap(ref -> context.read(from, view -> view.blob(ref)))
                .orElseThrow(() -> new SetRefused("notFound", new Failure.NotFound(KB.BLOB_NOT_FOUND, id)));
    }

    private static String copy(RequestContext context, AccountId to, StoredBlob blob) {
        context.close();
        try (var stage = context.rooms().store().stage(context.principal());
                InputStream in = TransferDecoding.decode(blob.source().open(), blob.encoding())) {
            in.transferTo(stage);
            StagedBlob staged = stage.finish();
            return context.write(to, tx -> tx.addUpload(staged, blob.type())).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
