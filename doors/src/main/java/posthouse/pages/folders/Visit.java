// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.store.Store;
import posthouse.store.View;

/** Who looks at public folders, and what there is for them. Every request asks anew. */
record Visit(Principal who, Directory directory, Store store) {

    /** Refused for a visitor while visitors are not admitted to the web service. */
    static Visit of(Exchange x, Directory directory, Store store) {
        Principal who = x.caller()
                .map(Caller::principal)
                .filter(p -> p instanceof Principal.Person)
                .orElseGet(Principal.Anonymous::new);
        Optional<Failure> refused = x.refusedCredentials();
        // A program that shows a password means to be somebody. A browser's old session makes a visitor, who is told of
        // it when
        // visitors are not admitted: that is then what keeps this person out.
        boolean meant = x.header("Authorization").isPresent() || !admitsVisitors(directory);
        if (meant && refused.isPresent()) throw new Refused(refused.get());
        var visit = new Visit(who, directory, store);
        visit.again();
        return visit;
    }

    private static boolean admitsVisitors(Directory directory) {
        return directory
                .access()
                .decide(new Principal.Anonymous(), Action.USE, new Target.Service("web"))
                .granted();
    }

    boolean guest() {
        return who instanceof Principal.Anonymous;
    }

    /** Asks again whether they may use the service at all. */
    void again() {
        directory.access().require(who, Action.USE, new Target.Service("web"));
    }

    /** Why bytes of a post in these folders may not go on going out; from memory, asked while they do. */
    Optional<Failure> ended(AccountId account, List<MailboxId> folders) {
        Optional<Failure> service = directory
                .access()
                .failure(who, Action.USE, new Target.Service("web"))
                // A stop of the whole service ends what is open itself, after its grace.
                .filter(f -> !f.problem().equals(KB.SERVICE_OFF));
        if (service.isPresent()) return service;
        boolean sees = folders.stream()
                .anyMatch(m -> directory
                        .access()
                        .decide(who, Action.READ, new Target.Mailbox(account, m))
                        .granted());
        return sees ? Optional.empty() : Optional.of(nothing().failure());
    }

    <T> T read(AccountId account, Function<View, T> reader) {
        return store.account(who, account).read(reader);
    }

    /** The public root that has this post, if its reader sees it. */
    Optional<AccountId> home(EmailId post) {
        for (AccountId account : directory.folders().accounts(who))
            if (read(account, view -> view.email(post)).isPresent()) return Optional.of(account);
        return Optional.empty();
    }

    /** The same answer for what is not there and for what is not open to whoever asks. */
    Refused nothing() {
        return new Refused(
                guest()
                        ? new Failure.NotFound(KB.NOT_PUBLISHED, "page")
                        : new Failure.NotFound(KB.NOT_FOUND, "page that is open to you"));
    }
}
