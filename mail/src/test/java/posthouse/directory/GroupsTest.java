// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.base.Failure;
import posthouse.base.Principal;
import posthouse.base.Refused;

class GroupsTest {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.CONTROL);

    private final World world = new World();
    private final Directory directory = world.open();
    private final Organisation demo = directory.addOrganisation(SYSTEM, "Demo");
    private final Person ada;
    private final Person bob;

    GroupsTest() {
        directory.addDomain(SYSTEM, demo.id(), "demo.test");
        ada = directory.addPerson(SYSTEM, new NewPerson("ada@demo.test", "Ada", "a lantern in the gable", false, 0));
        bob = directory.addPerson(SYSTEM, new NewPerson("bob@demo.test", "Bob", "a lantern in the gable", false, 0));
    }

    @Test
    void aMembersPrincipalCarriesTheGroup() {
        Group crew = crew();
        assertEquals(Set.of(crew.id()), now(ada).principal().groups());
        assertEquals(Set.of(), now(bob).principal().groups());
    }

    @Test
    void theSnapshotKnowsEverybodysGroupsAndThatSomebodyHasNone() {
        Group crew = crew();
        assertEquals(
                Map.of(ada.id(), Set.of(crew.id()), bob.id(), Set.of()),
                directory.access().snapshot().groups());
    }

    @Test
    void groupsAreThereAfterARestart() {
        Group crew = crew();
        Directory again = world.open();
        assertEquals(List.of(crew), again.groups().list(SYSTEM));
        assertEquals(
                Set.of(crew.id()), again.person(SYSTEM, ada.id()).orElseThrow().groups());
    }

    @Test
    void whoLeavesOrIsDeletedIsNoMemberAnyMore() {
        Group crew = crew();
        directory.groups().addMembers(SYSTEM, crew.id(), List.of(bob.id()));
        directory.groups().removeMembers(SYSTEM, crew.id(), List.of(ada.id()));
        directory.deletePerson(SYSTEM, bob.id());
        assertEquals(Set.of(), now(ada).principal().groups());
        assertEquals(
                Set.of(),
                world.open().groups().find(SYSTEM, "CREW").orElseThrow().members());
    }

    @Test
    void aNameOrAnAddressIsTakenOnce() {
        directory.groups().add(SYSTEM, demo.id(), "Crew", Optional.of("crew@demo.test"));
        var same =
                assertThrows(Refused.class, () -> directory.groups().add(SYSTEM, demo.id(), "crew", Optional.empty()));
        assertEquals(Failure.AlreadyExists.class, same.failure().getClass());
        assertThrows(
                Refused.class, () -> directory.groups().add(SYSTEM, demo.id(), "Ada", Optional.of("ADA@demo.test")));
        assertThrows(
                Refused.class,
                () -> directory.addPerson(
                        SYSTEM, new NewPerson("crew@demo.test", "C", "a lantern in the gable", false, 0)));
    }

    @Test
    void peopleSeeTheGroupsOfTheirOrganisationAndVisitorsNone() {
        crew();
        assertEquals(1, directory.groups().list(bob.principal()).size());
        assertEquals(0, directory.groups().list(new Principal.Anonymous()).size());
        assertThrows(Refused.class, () -> directory.groups().add(bob.principal(), demo.id(), "Mine", Optional.empty()));
    }

    private Group crew() {
        Group made = directory.groups().add(SYSTEM, demo.id(), "Crew", Optional.empty());
        return directory.groups().addMembers(SYSTEM, made.id(), List.of(ada.id()));
    }

    private Person now(Person person) {
        return directory.person(SYSTEM, person.id()).orElseThrow();
    }
}
