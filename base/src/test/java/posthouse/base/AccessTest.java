// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;

class AccessTest {
    private static final OrganisationId OURS = new OrganisationId(1);
    private static final OrganisationId THEIRS = new OrganisationId(2);
    private static final AccountId MINE = new AccountId(10);
    private static final AccountId ROOT = new AccountId(11);
    private static final MailboxId FOLDER = new MailboxId(5);
    private static final SwitchState ON = new SwitchState(true, Instant.EPOCH, "", "");
    private static final SwitchState OFF = new SwitchState(false, Instant.EPOCH, "ada", "until Monday");

    private final Principal.Person me = person(1, OURS, MINE);
    private final Principal.Person colleague = person(2, OURS, new AccountId(12));
    private final Principal.Person stranger = person(3, THEIRS, new AccountId(13));

    @Test
    void anExplanationEndsWithTheDecisionAndItsLastLookIsTheOneThatRefuses() {
        var access = new Access();
        access.publish(snapshot(Map.of("lmtp", OFF), ON, Map.of()));
        List<Principal> all = List.of(
                me,
                colleague,
                stranger,
                new Principal.Anonymous(),
                new Principal.Administrator(new PersonId(9), OURS),
                new Principal.System(Principal.Reason.CHECK));
        for (Principal who : all)
            for (Action action : Action.values())
                for (Target target : List.of(
                        mine(),
                        new Target.Server(),
                        new Target.Service("web"),
                        new Target.Service("lmtp"),
                        new Target.Directory(OURS),
                        new Target.Account(MINE),
                        new Target.Mailbox(ROOT, FOLDER))) {
                    Explanation e = access.explain(who, action, target);
                    assertEquals(access.decide(who, action, target), e.decision());
                    assertEquals(e.decision().granted(), e.steps().getLast().passed());
                    for (Explanation.Step step : e.steps().subList(0, e.steps().size() - 1)) assertTrue(step.passed());
                }
    }

    @Test
    void theOwnerMayDoEverythingInTheirMailbox() {
        for (Action action : Action.values()) assertInstanceOf(Decision.Granted.class, decide(me, action, mine()));
    }

    @Test
    void nobodyElseMayDoAnythingInIt() {
        for (Action action : Action.values()) {
            assertInstanceOf(Decision.Denied.class, decide(colleague, action, mine()));
            assertInstanceOf(Decision.Denied.class, decide(new Principal.Anonymous(), action, mine()));
        }
    }

    @Test
    void anAdministratorShapesAccountsAndReadsNoMail() {
        var admin = new Principal.Administrator(new PersonId(9), OURS);
        assertInstanceOf(Decision.Granted.class, decide(admin, Action.ADMINISTER, mine()));
        assertInstanceOf(Decision.Denied.class, decide(admin, Action.READ, mine()));
        assertInstanceOf(
                Decision.Denied.class,
                decide(new Principal.Administrator(new PersonId(9), THEIRS), Action.ADMINISTER, mine()));
    }

    @Test
    void rolesOnAPublicFolderReachExactlyThoseTheyName() {
        var folder = new Target.Mailbox(ROOT, FOLDER);
        assertInstanceOf(Decision.Granted.class, decide(colleague, Action.POST, folder));
        assertInstanceOf(Decision.Denied.class, decide(colleague, Action.DELETE, folder));
        assertInstanceOf(Decision.Denied.class, decide(stranger, Action.READ, folder));
        assertInstanceOf(Decision.Granted.class, decide(new Principal.Anonymous(), Action.READ, folder));
        assertInstanceOf(Decision.Denied.class, decide(new Principal.Anonymous(), Action.MARK, folder));
        assertInstanceOf(Decision.Denied.class, decide(new Principal.Anonymous(), Action.POST, folder));
    }

    @Test
    void aSwitchAtTheServerIsOffAndNotDenied() {
        var off = assertInstanceOf(
                Decision.Off.class,
                Access.decide(snapshot(Map.of("web", OFF), ON, Map.of()), me, Action.USE, new Target.Service("web")));
        assertEquals(Level.SERVER, off.level());
        assertEquals("until Monday", off.state().note());
    }

    @Test
    void aSwitchAtTheAccountNamesTheAccount() {
        var off = assertInstanceOf(
                Decision.Off.class,
                Access.decide(snapshot(Map.of(), ON, Map.of("web", OFF)), me, Action.USE, new Target.Service("web")));
        assertEquals(Level.ACCOUNT, off.level());
        assertEquals(KB.SERVICE_OFF_FOR_ACCOUNT, off.problem());
    }

    @Test
    void aDisabledAccountIsOffInEveryDoor() {
        var disabled = snapshot(Map.of(), OFF, Map.of());
        assertInstanceOf(Decision.Off.class, Access.decide(disabled, me, Action.USE, new Target.Service("web")));
        assertInstanceOf(Decision.Off.class, Access.decide(disabled, me, Action.READ, mine()));
    }

    @Test
    void anAccountThatDoesNotExistIsDenied() {
        assertInstanceOf(
                Decision.Denied.class,
                Access.decide(AccessSnapshot.empty(), me, Action.USE, new Target.Service("web")));
    }

    @Test
    void anOlderSnapshotIsNeverPublishedOverANewerOne() {
        var access = new Access();
        access.publish(snapshot(Map.of(), ON, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> access.publish(AccessSnapshot.empty()));
    }

    @Test
    void everyIdReadsBackFromItsTextAndNothingElseDoes() {
        for (long value : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0123456789abcdefL})
            assertEquals(Optional.of(new EmailId(value)), EmailId.parse(new EmailId(value).toString()));
        assertEquals(Optional.empty(), EmailId.parse(new ThreadId(1).toString()));
        assertEquals(Optional.empty(), EmailId.parse("mzzzzzzzzzzzzz"));
        assertEquals(Optional.empty(), EmailId.parse(""));
    }

    private static Target mine() {
        return new Target.Mailbox(MINE, FOLDER);
    }

    @Test
    void aVisitorReadsAnAccountOnlyWhereAFolderOfItIsOpen() {
        assertTrue(decide(new Principal.Anonymous(), Action.READ, new Target.Account(ROOT))
                .granted());
        assertFalse(decide(new Principal.Anonymous(), Action.POST, new Target.Account(ROOT))
                .granted());
        assertFalse(decide(new Principal.Anonymous(), Action.READ, new Target.Account(MINE))
                .granted());
    }

    @Test
    void whatTheSnapshotKnowsOfGroupsCountsAndNotWhatAPrincipalCarries() {
        var crew = new GroupId(7);
        var rights = new FolderRights(Map.of(), Map.of(crew, Role.EDITOR), Role.NONE, Role.NONE);
        var accounts = Map.of(ROOT, new AccountAccess(OURS, Optional.empty(), ON, Map.of(), Map.of(FOLDER, rights)));
        var member = new Principal.Person(new PersonId(1), OURS, MINE, Set.of(crew));
        var left = new AccessSnapshot(2, Map.of(), Map.of(), accounts, Map.of(new PersonId(1), Set.of()));
        assertFalse(Access.decide(left, member, Action.READ, new Target.Mailbox(ROOT, FOLDER))
                .granted());
        var in = new AccessSnapshot(3, Map.of(), Map.of(), accounts, Map.of(new PersonId(1), Set.of(crew)));
        assertTrue(Access.decide(in, member, Action.WRITE, new Target.Mailbox(ROOT, FOLDER))
                .granted());
        assertEquals(Role.EDITOR, Access.role(in, member, ROOT, FOLDER));
    }

    private Decision decide(Principal who, Action action, Target target) {
        return Access.decide(snapshot(Map.of(), ON, Map.of()), who, action, target);
    }

    private static AccessSnapshot snapshot(
            Map<String, SwitchState> services, SwitchState enabled, Map<String, SwitchState> own) {
        var rights = new FolderRights(Map.of(), Map.of(), Role.AUTHOR, Role.REVIEWER);
        return new AccessSnapshot(
                1,
                services,
                Map.of("web", ON),
                Map.of(
                        MINE,
                        new AccountAccess(OURS, Optional.of(new PersonId(1)), enabled, own, Map.of()),
                        ROOT,
                        new AccountAccess(OURS, Optional.empty(), ON, Map.of(), Map.of(FOLDER, rights))));
    }

    private static Principal.Person person(long id, OrganisationId organisation, AccountId account) {
        return new Principal.Person(new PersonId(id), organisation, account, Set.of());
    }
}
