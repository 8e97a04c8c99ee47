// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccountId;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.base.SwitchState;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;
import posthouse.store.Store;
import posthouse.store.View;

/** Which public roots there are, and the rights rows that lie in them, joined into every decision. Changed under the directory's lock. */
final class PublicRoots {
    private static final Logger LOG = LoggerFactory.getLogger(PublicRoots.class);
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.DIRECTORY);
    private static final int FORMAT = 1;

    private final Optional<Store> store;
    private final DirectoryRows rows;
    private final Map<AccountId, Root> roots = new ConcurrentHashMap<>();
    private final Map<AccountId, Map<MailboxId, FolderRights>> rights = new ConcurrentHashMap<>();

    /** One top-level public folder with all below it. */
    record Root(AccountId account, OrganisationId organisation, Instant created) {}

    PublicRoots(Optional<Store> store, DirectoryRows rows) {
        this.store = store;
        this.rows = rows;
        for (var row : rows.load(Kind.FOLDER)) {
            Root root = read(row.value());
            roots.put(root.account(), root);
            reload(root.account());
        }
    }

    List<Root> all() {
        return List.copyOf(roots.values());
    }

    void add(Root root) {
        rows.write(List.of(Change.put(Kind.FOLDER, root.account().toString(), write(root))));
        roots.put(root.account(), root);
        reload(root.account());
    }

    void remove(AccountId account) {
        rows.write(List.of(Change.delete(Kind.FOLDER, account.toString())));
        roots.remove(account);
        rights.remove(account);
    }

    /** Reads the rights of a root again; what cannot be read gives nobody a right. False when it is no root. */
    boolean reload(AccountId account) {
        if (!roots.containsKey(account) || store.isEmpty()) return false;
        try {
            rights.put(account, store.get().account(SYSTEM, account).read(View::rights));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("account", account).log("Rights could not be read: nobody has any");
            rights.put(account, Map.of());
        }
        return true;
    }

    /** What decisions need of every root. */
    Map<AccountId, AccountAccess> access() {
        var all = new HashMap<AccountId, AccountAccess>();
        roots.forEach((id, root) -> all.put(
                id,
                new AccountAccess(
                        root.organisation(),
                        Optional.empty(),
                        new SwitchState(true, root.created(), "", ""),
                        Map.of(),
                        rights.getOrDefault(id, Map.of()))));
        return all;
    }

    private static byte[] write(Root root) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(root.account().value());
            out.writeLong(root.organisation().value());
            out.writeLong(root.created().toEpochMilli());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Root read(byte[] value) {
        try (var in = new DataInputStream(new ByteArrayInputStream(value))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) throw new IOException("public root of format " + format);
            return new Root(
                    new AccountId(in.readLong()),
                    new OrganisationId(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
