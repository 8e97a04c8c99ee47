// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import posthouse.base.AccountId;
import posthouse.base.DomainId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.SwitchState;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;
import posthouse.store.Store;

/**
 * A thousand people in a second: their rows are written as the directory would write them, without the password that costs a
 * tenth of a second each. Nobody of them can sign in.
 */
public final class Crowd {
    private static final AccountId ROWS = new AccountId(1);

    private Crowd() {}

    /** Somebody to be made. */
    public record Someone(String address, String name) {}

    /** Writes an organisation with a domain and these people, before the directory is opened. */
    public static void write(
            Store store, String organisation, String domain, List<Someone> people, RandomGenerator random) {
        var owner = new Organisation(OrganisationId.fresh(random), organisation);
        List<Change> changes = new ArrayList<>();
        changes.add(Change.put(Kind.ORGANISATION, owner.id().toString(), DirectoryCodec.of(owner)));
        changes.add(Change.put(
                Kind.DOMAIN, domain, DirectoryCodec.of(new Domain(DomainId.fresh(random), owner.id(), domain))));
        Instant then = Instant.parse("2026-11-25T10:00:00Z");
        for (Someone each : people) {
            var person = new Person(
                    PersonId.fresh(random),
                    owner.id(),
                    AccountId.fresh(random),
                    each.address(),
                    each.name(),
                    false,
                    then,
                    new SwitchState(true, then, "", ""),
                    Map.of(),
                    Set.of());
            changes.add(Change.put(Kind.PERSON, person.id().toString(), DirectoryCodec.of(person)));
        }
        new RecordRows(store.records(new Principal.System(Principal.Reason.DIRECTORY), ROWS)).write(changes);
    }
}
