// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.store.AccountSpec;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.RightsHolder;
import posthouse.store.Store;
import posthouse.store.View;

/**
 * Public folders by path. Each top-level one is an account of its own; the folders below are its mailboxes, their rights are
 * rows beside them. What a principal may not see does not exist here.
 */
public final class PublicFolders {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.DIRECTORY);

    private final Directory directory;
    private final Optional<Store> store;
    private final PublicRoots roots;
    private final Access access;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock changing;
    /** Held while folders of the top are made, renamed or deleted; never while {@code changing} is. */
    private final ReentrantLock shaping = new ReentrantLock();

    /**
     * A folder that a path leads to.
     *
     * @param moved the path is an old one, or not written as the folder is
     */
    public record Found(PublicFolder folder, boolean moved) {}

    PublicFolders(
            Directory directory,
            Optional<Store> store,
            DirectoryRows rows,
            Access access,
            Clock clock,
            RandomGenerator random,
            ReentrantLock changing) {
        this.directory = directory;
        this.store = store;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.changing = changing;
        roots = new PublicRoots(store, rows);
        store.ifPresent(s -> s.watchRights(this::rightsChanged));
    }

    private void rightsChanged(AccountId account) {
        changing.lock();
        try {
            if (roots.reload(account)) directory.publish();
        } finally {
            changing.unlock();
        }
    }

    Map<AccountId, AccountAccess> access() {
        return roots.access();
    }

    /** The accounts of public roots in which the principal sees a folder. */
    public List<AccountId> accounts(Principal principal) {
        return roots.all().stream()
                .map(PublicRoots.Root::account)
                .filter(id -> access.decide(principal, Action.SEE, new Target.Account(id))
                        .granted())
                .sorted()
                .toList();
    }

    /** Every folder that the principal sees, by path. */
    public List<PublicFolder> list(Principal principal) {
        var all = new ArrayList<PublicFolder>();
        for (AccountId account : accounts(principal))
            all.addAll(tree(principal, account).folders());
        all.sort(Comparator.comparing(PublicFolder::path, String.CASE_INSENSITIVE_ORDER));
        return all;
    }

    /** The folder at a path; old paths and other cases lead to it too. */
    public Optional<Found> find(Principal principal, String path) {
        List<String> names = names(path);
        if (names.isEmpty()) return Optional.empty();
        List<Tree> trees =
                accounts(principal).stream().map(id -> tree(principal, id)).toList();
        for (Tree tree : trees) {
            Optional<PublicFolder> exact = tree.exact(String.join("/", names));
            if (exact.isPresent()) return exact.map(f -> new Found(f, false));
        }
        for (Tree tree : trees) {
            Optional<PublicFolder> former = former(principal, tree, names);
            if (former.isPresent()) return former.map(f -> new Found(f, true));
        }
        return Optional.empty();
    }

    private Optional<PublicFolder> former(Principal principal, Tree tree, List<String> names) {
        return read(principal, tree.account(), view -> {
            Optional<MailboxId> at = Optional.empty();
            for (String name : names) {
                Optional<MailboxId> next = tree.child(at, name);
                if (next.isEmpty()) next = view.formerly(at, name);
                if (next.isEmpty()) return Optional.<PublicFolder>empty();
                at = next;
            }
            return at.flatMap(tree::folder);
        });
    }

    /** The folder with that id in that account, if the principal sees it. */
    public Optional<PublicFolder> folder(Principal principal, AccountId account, MailboxId id) {
        return accounts(principal).contains(account) ? tree(principal, account).folder(id) : Optional.empty();
    }

    /** One root's folders as somebody sees them. */
    record Tree(AccountId account, List<PublicFolder> folders) {
        Optional<PublicFolder> exact(String path) {
            return folders.stream().filter(f -> f.path().equals(path)).findFirst();
        }

        Optional<PublicFolder> folder(MailboxId id) {
            return folders.stream().filter(f -> f.id().equals(id)).findFirst();
        }

        Optional<MailboxId> child(Optional<MailboxId> parent, String name) {
            return folders.stream()
                    .filter(f -> f.mailbox().parent().equals(parent))
                    .filter(f -> f.name().equalsIgnoreCase(name))
                    .map(PublicFolder::id)
                    .findFirst();
        }
    }

    private Tree tree(Principal principal, AccountId account) {
        List<Mailbox> boxes = read(principal, account, View::mailboxes);
        var byId = new HashMap<MailboxId, Mailbox>();
        for (Mailbox box : boxes) byId.put(box.id(), box);
        return new Tree(
                account,
                boxes.stream()
                        .map(box -> new PublicFolder(account, path(box, byId), box))
                        .toList());
    }

    private static String path(Mailbox box, Map<MailboxId, Mailbox> all) {
        String path = box.name();
        Optional<MailboxId> up = box.parent();
        for (int depth = 0; up.isPresent() && depth < 20; depth++) {
            Mailbox parent = all.get(up.get());
            if (parent == null) break;
            path = parent.name() + "/" + path;
            up = parent.parent();
        }
        return path;
    }

    private <T> T read(Principal principal, AccountId account, java.util.function.Function<View, T> reader) {
        return open().account(through(principal, account), account).read(reader);
    }

    /** Administrators shape folders without a role on them; the store knows only roles. */
    private Principal through(Principal principal, AccountId account) {
        boolean administers = principal instanceof Principal.Administrator
                && access.decide(principal, Action.ADMINISTER, new Target.Account(account))
                        .granted();
        return administers ? SYSTEM : principal;
    }

    private Store open() {
        return store.orElseThrow(() -> new IllegalStateException("a directory without a store has no folders"));
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Makes a folder: a root of its own, which everyone signed in may read, or one below another, with that one's rights. */
    public PublicFolder create(Principal principal, OrganisationId organisation, String path) {
        List<String> names = names(path);
        if (names.isEmpty()) throw bad("path", path);
        if (names.size() == 1) return createRoot(principal, organisation, names.getFirst());
        PublicFolder parent = existing(principal, String.join("/", names.subList(0, names.size() - 1)));
        MailboxId made = open().account(through(principal, parent.account()), parent.account())
                .write(tx -> tx.createMailbox(blank(names.getLast(), Optional.of(parent.id()))));
        return folder(principal, parent.account(), made).orElseThrow(() -> missing(path));
    }

    private PublicFolder createRoot(Principal principal, OrganisationId organisation, String name) {
        access.require(principal, Action.ADMINISTER, new Target.Directory(organisation));
        shaping.lock();
        try {
            requireFree(name);
            var account = AccountId.fresh(random);
            open().create(
                            SYSTEM,
                            account,
                            new AccountSpec(AccountSpec.Kind.PUBLIC_ROOT, organisation, Optional.empty(), 0));
            MailboxId top = open().account(SYSTEM, account).write(tx -> {
                MailboxId made = tx.createMailbox(blank(name, Optional.empty()));
                tx.setRights(made, new RightsHolder.SignedIn(), Optional.of(Role.REVIEWER));
                return made;
            });
            changing.lock();
            try {
                roots.add(new PublicRoots.Root(account, organisation, clock.now()));
                directory.publish();
            } finally {
                changing.unlock();
            }
            return tree(SYSTEM, account).folder(top).orElseThrow(() -> missing(name));
        } finally {
            shaping.unlock();
        }
    }

    private static NewMailbox blank(String name, Optional<MailboxId> parent) {
        return new NewMailbox(name, parent, Optional.empty(), 0, true);
    }

    private void requireFree(String name) {
        // These begin addresses of posts, files and feeds.
        if (List.of("p", "file", "feed.atom").contains(name.toLowerCase(java.util.Locale.ROOT)))
            throw bad("path", name + " begins addresses of posts, files or feeds");
        boolean taken = list(SYSTEM).stream()
                .anyMatch(f -> f.mailbox().parent().isEmpty() && f.name().equalsIgnoreCase(name));
        if (taken) throw new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, "folder"));
    }

    /** Renames a folder, or moves it below another folder of its root. Its old path goes on leading to it. */
    public PublicFolder rename(Principal principal, String path, String to) {
        PublicFolder folder = existing(principal, path);
        List<String> names = names(to);
        if (names.isEmpty()) throw bad("path", to);
        Principal who = through(principal, folder.account());
        Optional<MailboxId> parent = Optional.empty();
        if (names.size() > 1) {
            PublicFolder above = existing(principal, String.join("/", names.subList(0, names.size() - 1)));
            if (!above.account().equals(folder.account())) throw stays(folder);
            parent = Optional.of(above.id());
        }
        if (parent.isEmpty() != folder.mailbox().parent().isEmpty()) throw stays(folder);
        shaping.lock();
        try {
            if (parent.isEmpty() && !folder.name().equalsIgnoreCase(names.getLast())) requireFree(names.getLast());
            NewMailbox next =
                    NewMailbox.of(folder.mailbox()).withName(names.getLast()).withParent(parent);
            open().account(who, folder.account()).write(tx -> {
                tx.updateMailbox(folder.id(), next);
                return true;
            });
        } finally {
            shaping.unlock();
        }
        return folder(principal, folder.account(), folder.id()).orElseThrow(() -> missing(to));
    }

    private static Refused stays(PublicFolder folder) {
        return new Refused(new Failure.Unsupported(KB.FOLDER_STAYS_IN_ROOT, folder.path()));
    }

    /** Deletes a folder with its posts and all folders below it. */
    public void delete(Principal principal, String path) {
        PublicFolder folder = existing(principal, path);
        if (folder.mailbox().parent().isPresent()) {
            var handle = open().account(through(principal, folder.account()), folder.account());
            for (PublicFolder below : below(principal, folder).reversed()) handle.destroyMailboxWithEmails(below.id());
            return;
        }
        access.require(principal, Action.ADMINISTER, new Target.Account(folder.account()));
        changing.lock();
        try {
            roots.remove(folder.account());
            directory.publish();
        } finally {
            changing.unlock();
        }
        open().delete(SYSTEM, folder.account());
    }

    /** The folder and those below it, each after the one above it. */
    private List<PublicFolder> below(Principal principal, PublicFolder folder) {
        return tree(principal, folder.account()).folders().stream()
                .filter(f -> f.id().equals(folder.id()) || f.path().startsWith(folder.path() + "/"))
                .sorted(Comparator.comparing(PublicFolder::path))
                .toList();
    }

    /** Who has which role on the folder. */
    public FolderRights rights(Principal principal, String path) {
        PublicFolder folder = existing(principal, path);
        FolderRights none = new FolderRights(Map.of(), Map.of(), Role.NONE, Role.NONE);
        return read(principal, folder.account(), View::rights).getOrDefault(folder.id(), none);
    }

    /** Gives roles; an empty one takes the row away. Holds for the next decision, and with {@code below} also for the folders below. */
    public void setRights(Principal principal, String path, Map<RightsHolder, Optional<Role>> roles, boolean below) {
        PublicFolder folder = existing(principal, path);
        List<PublicFolder> all = below ? below(principal, folder) : List.of(folder);
        open().account(through(principal, folder.account()), folder.account()).write(tx -> {
            for (PublicFolder each : all) roles.forEach((holder, role) -> tx.setRights(each.id(), holder, role));
            return true;
        });
    }

    private PublicFolder existing(Principal principal, String path) {
        return find(principal, path).map(Found::folder).orElseThrow(() -> missing(path));
    }

    private static Refused missing(String path) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, "folder " + path));
    }

    private static Refused bad(String where, String why) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where, why.isEmpty() ? "empty" : why));
    }
}
