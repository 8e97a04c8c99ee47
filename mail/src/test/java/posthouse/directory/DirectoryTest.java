// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Setting;

class DirectoryTest {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.CONTROL);
    private static final String PASSWORD = "a lantern in the gable";
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final World world = new World();
    private final Directory directory = world.open();

    @Test
    void anAddressIsFoundWhateverItsCase() {
        Person ada = person("Ada@demo.test");
        assertEquals(Optional.of(ada.id()), found("aDA@DEMO.test").map(Person::id));
    }

    @Test
    void aSubaddressReachesItsPersonAndKeepsItsTag() {
        person("ada@demo.test");
        var resolution = assertInstanceOf(Resolution.Mailbox.class, resolve("ada+ferry@demo.test"));
        assertEquals(Optional.of("ferry"), resolution.tag());
    }

    @Test
    void anAliasReachesItsPerson() {
        Person ada = person("ada@demo.test");
        directory.addAlias(SYSTEM, "info@demo.test", ada.id());
        assertEquals(Optional.of(ada.id()), found("info+x@demo.test").map(Person::id));
    }

    @Test
    void postmasterReachesTheAdministratorOfTheDomain() {
        organisation();
        Person chief = directory.addPerson(SYSTEM, new NewPerson("chief@demo.test", "Chief", PASSWORD, true, 0));
        assertEquals(Optional.of(chief.id()), found("Postmaster@demo.test").map(Person::id));
        assertEquals(Optional.of(chief.id()), found("postmaster").map(Person::id));
    }

    @Test
    void anInternationalDomainIsOneDomainInBothItsForms() {
        directory.addDomain(SYSTEM, organisation(), "faß.test");
        person("ada@faß.test");
        assertInstanceOf(Resolution.Mailbox.class, resolve("ada@xn--fa-hia.test"));
        assertInstanceOf(Resolution.NotLocal.class, resolve("ada@fass.test"));
    }

    @Test
    void anotherServersAddressIsNotLocalAndAnUnknownNameIsNobody() {
        organisation();
        assertInstanceOf(Resolution.NotLocal.class, resolve("ada@elsewhere.test"));
        assertInstanceOf(Resolution.NoSuchAddress.class, resolve("nobody@demo.test"));
    }

    @Test
    void theRightPasswordMatchesAndAWrongOneDoesNot() {
        person("ada@demo.test");
        assertInstanceOf(SignIn.Matched.class, check("ada@demo.test", PASSWORD));
        assertInstanceOf(SignIn.NoMatch.class, check("ada@demo.test", PASSWORD + "!"));
    }

    @Test
    void somebodyUnknownLooksLikeAWrongPasswordAndTakesAsLong() {
        person("ada@demo.test");
        long known = time(() -> check("ada@demo.test", "not the password"));
        long unknown = time(() -> check("nobody@demo.test", "not the password"));
        assertInstanceOf(SignIn.NoMatch.class, check("nobody@demo.test", PASSWORD));
        assertTrue(unknown > known / 3, "known " + known + " ns, unknown " + unknown + " ns");
    }

    @Test
    void afterTenFailuresFromOneNetworkThePasswordIsNotCheckedAtAnyDoor() {
        person("ada@demo.test");
        for (int i = 0; i < 10; i++) directory.credentials().check("ada@demo.test", "wrong " + i, "jmap", HERE);
        assertInstanceOf(SignIn.TooManyTries.class, check("ada@demo.test", PASSWORD));
    }

    @Test
    void theLimitEndsWithItsWindow() {
        person("ada@demo.test");
        for (int i = 0; i < 10; i++) check("ada@demo.test", "wrong " + i);
        world.clock.advance(Duration.ofMinutes(11));
        assertInstanceOf(SignIn.Matched.class, check("ada@demo.test", PASSWORD));
    }

    @Test
    void anotherNetworkIsNotKeptOutByTheFirst() throws Exception {
        person("ada@demo.test");
        for (int i = 0; i < 10; i++) check("ada@demo.test", "wrong " + i);
        var elsewhere = InetAddress.getByName("192.0.2.7");
        assertInstanceOf(
                SignIn.Matched.class, directory.credentials().check("ada@demo.test", PASSWORD, "web", elsewhere));
    }

    @Test
    void aDisabledPersonReadsWhoseSwitchItWasAndTheNote() {
        Person ada = person("ada@demo.test");
        directory.setEnabled(SYSTEM, ada.id(), false, "back on Monday");
        var off = assertInstanceOf(SignIn.Off.class, check("ada@demo.test", PASSWORD));
        assertEquals(Level.ACCOUNT, off.failure().level());
        assertEquals("back on Monday", off.failure().state().note());
    }

    @Test
    void aDisabledPersonWithAWrongPasswordLearnsNothingOfTheSwitch() {
        Person ada = person("ada@demo.test");
        directory.setEnabled(SYSTEM, ada.id(), false, "");
        assertInstanceOf(SignIn.NoMatch.class, check("ada@demo.test", "guess"));
    }

    @Test
    void aServiceSwitchedOffForOneAccountNamesThatLevel() {
        Person ada = person("ada@demo.test");
        directory.setService(SYSTEM, ada.id(), "web", false, "");
        var off = assertInstanceOf(SignIn.Off.class, check("ada@demo.test", PASSWORD));
        assertEquals(KB.SERVICE_OFF_FOR_ACCOUNT, off.failure().problem());
    }

    @Test
    void anAppPasswordOpensJmapButNeverTheSignInPage() {
        Person ada = person("ada@demo.test");
        String secret = directory
                .credentials()
                .addAppPassword(ada.principal(), ada.id(), "phone", Set.of())
                .secret();
        assertInstanceOf(SignIn.Matched.class, directory.credentials().check("ada@demo.test", secret, "jmap", HERE));
        assertInstanceOf(SignIn.Matched.class, directory.credentials().checkToken(secret, "jmap", HERE));
        assertInstanceOf(SignIn.OtherDoor.class, check("ada@demo.test", secret));
    }

    @Test
    void onlyAnAppPasswordThatWasMadeForItOpensTheAdministratorsDoor() {
        Person ada = person("ada@demo.test");
        var credentials = directory.credentials();
        String any = credentials
                .addAppPassword(ada.principal(), ada.id(), "phone", Set.of())
                .secret();
        String made = credentials
                .addAppPassword(ada.principal(), ada.id(), "tool", Set.of("management"))
                .secret();
        assertInstanceOf(SignIn.OtherDoor.class, credentials.checkToken(any, "management", HERE));
        assertInstanceOf(SignIn.Matched.class, credentials.checkToken(made, "management", HERE));
        assertInstanceOf(SignIn.OtherDoor.class, credentials.checkToken(made, "jmap", HERE));
    }

    @Test
    void aRevokedAppPasswordIsRefusedAtOnce() {
        Person ada = person("ada@demo.test");
        var made = directory.credentials().addAppPassword(ada.principal(), ada.id(), "phone", Set.of());
        directory
                .credentials()
                .deleteAppPassword(ada.principal(), made.appPassword().id());
        assertInstanceOf(SignIn.NoMatch.class, directory.credentials().checkToken(made.secret(), "jmap", HERE));
    }

    @Test
    void nobodyHandlesSomebodyElsesAppPasswords() {
        Person ada = person("ada@demo.test");
        Person bob = person("bob@demo.test");
        assertThrows(
                Refused.class,
                () -> directory.credentials().addAppPassword(bob.principal(), ada.id(), "phone", Set.of()));
        assertThrows(Refused.class, () -> directory.credentials().appPasswords(bob.principal(), ada.id()));
        assertThrows(Refused.class, () -> directory.sessions().list(bob.principal(), ada.id()));
    }

    @Test
    void aShortPasswordIsRefusedBeforeAnythingIsKept() {
        organisation();
        var refused = assertThrows(
                Refused.class,
                () -> directory.addPerson(SYSTEM, new NewPerson("ada@demo.test", "Ada", "short", false, 0)));
        assertEquals(KB.PASSWORD_TOO_WEAK, refused.failure().problem());
        assertInstanceOf(Resolution.NoSuchAddress.class, resolve("ada@demo.test"));
    }

    @Test
    void aSessionOutlivesARestart() {
        person("ada@demo.test");
        String secret = session("ada@demo.test");
        Directory again = world.open();
        assertInstanceOf(SessionLookup.Open.class, again.sessions().find(secret, HERE));
    }

    @Test
    void aPasswordChangeByTheAdministratorEndsEverySession() {
        Person ada = person("ada@demo.test");
        String secret = session("ada@demo.test");
        directory.credentials().reset(SYSTEM, ada.id(), "another long password");
        var ended =
                assertInstanceOf(SessionLookup.Ended.class, directory.sessions().find(secret, HERE));
        assertEquals("password changed", ended.why());
        assertInstanceOf(SignIn.NoMatch.class, check("ada@demo.test", PASSWORD));
    }

    @Test
    void whyASessionEndedIsStillKnownAfterARestart() {
        Person ada = person("ada@demo.test");
        String secret = session("ada@demo.test");
        directory.sessions().endAll(SYSTEM, ada.id(), Optional.empty(), "an administrator signed you out");
        var ended = assertInstanceOf(
                SessionLookup.Ended.class, world.open().sessions().find(secret, HERE));
        assertEquals("an administrator signed you out", ended.why());
    }

    @Test
    void aSessionEndsWhenItIsNotUsedForLong() {
        person("ada@demo.test");
        String secret = session("ada@demo.test");
        world.clock.advance(Duration.ofDays(15));
        assertInstanceOf(SessionLookup.Ended.class, directory.sessions().find(secret, HERE));
    }

    @Test
    void aSwitchAtTheServerHoldsInAnOpenSession() {
        person("ada@demo.test");
        String secret = session("ada@demo.test");
        directory.setServerService(SYSTEM, "web", false, "");
        var off = assertInstanceOf(SessionLookup.Off.class, directory.sessions().find(secret, HERE));
        assertEquals(Level.SERVER, off.failure().level());
    }

    @Test
    void aDomainWithPeopleInItIsNotDeleted() {
        person("ada@demo.test");
        var refused = assertThrows(Refused.class, () -> directory.deleteDomain(SYSTEM, "demo.test"));
        assertInstanceOf(Failure.Conflict.class, refused.failure());
    }

    @Test
    void anAddressBelongsToOnePersonOnly() {
        Person ada = person("ada@demo.test");
        person("bob@demo.test");
        assertThrows(Refused.class, () -> directory.addAlias(SYSTEM, "BOB@demo.test", ada.id()));
    }

    @Test
    void aDeletedPersonsAddressIsNobodysAndTheirAliasesGo() {
        Person ada = person("ada@demo.test");
        directory.addAlias(SYSTEM, "info@demo.test", ada.id());
        directory.deletePerson(SYSTEM, ada.id());
        assertInstanceOf(Resolution.NoSuchAddress.class, resolve("ada@demo.test"));
        assertInstanceOf(
                Resolution.NoSuchAddress.class,
                world.open().resolve(SYSTEM, "info@demo.test") instanceof Setting.Known<Resolution>(var r) ? r : null);
        assertEquals(List.of(ada.account()), world.deleted);
    }

    @Test
    void aVisitorSeesNobodyAndAPersonSeesTheirColleagues() {
        Person ada = person("ada@demo.test");
        assertEquals(List.of(), directory.people(new Principal.Anonymous()));
        assertEquals(1, directory.people(ada.principal()).size());
    }

    @Test
    void aPersonDoesNotAdminister() {
        Person ada = person("ada@demo.test");
        assertThrows(
                Refused.class,
                () -> directory.addPerson(ada.principal(), new NewPerson("eve@demo.test", "Eve", PASSWORD, true, 0)));
        assertThrows(Refused.class, () -> directory.setEnabled(ada.principal(), ada.id(), false, ""));
    }

    @Test
    void searchFindsTheBeginningOfEveryWordWithoutAccents() {
        directory.addDomain(SYSTEM, organisation(), "second.test");
        directory.addPerson(SYSTEM, new NewPerson("m@second.test", "Mateusz Wójcik", PASSWORD, false, 0));
        Person ada = person("ada@demo.test");
        assertEquals(1, directory.search(ada.principal(), "wojc", 10).size());
        assertEquals(0, directory.search(ada.principal(), "jcik", 10).size());
    }

    @Test
    void theStoredHashIsNoPassword() {
        person("ada@demo.test");
        assertFalse(world.everything().contains(PASSWORD));
    }

    private posthouse.base.OrganisationId organisation() {
        return directory.organisations(SYSTEM).stream()
                .findFirst()
                .orElseGet(() -> {
                    var made = directory.addOrganisation(SYSTEM, "Demo");
                    directory.addDomain(SYSTEM, made.id(), "demo.test");
                    return made;
                })
                .id();
    }

    private Person person(String address) {
        organisation();
        return directory.addPerson(SYSTEM, new NewPerson(address, "Somebody", PASSWORD, false, 0));
    }

    private Resolution resolve(String address) {
        return assertInstanceOf(Setting.Known.class, directory.resolve(SYSTEM, address))
                                .value()
                        instanceof Resolution r
                ? r
                : new Resolution.NotLocal();
    }

    private Optional<Person> found(String address) {
        return resolve(address) instanceof Resolution.Mailbox m ? Optional.of(m.person()) : Optional.empty();
    }

    private SignIn check(String address, String password) {
        return directory.credentials().check(address, password, "web", HERE);
    }

    private String session(String address) {
        var matched = assertInstanceOf(SignIn.Matched.class, check(address, PASSWORD));
        return directory.sessions().begin(matched, "a browser", HERE).secret();
    }

    private static long time(Runnable task) {
        task.run();
        long start = System.nanoTime();
        task.run();
        return System.nanoTime() - start;
    }

    @Test
    void aSwitchThatStandsSoAlreadyKeepsSinceWhenAndItsNote() {
        Person ada = person("ada@demo.test");
        directory.setServerService(SYSTEM, "ldap", false, "roof");
        directory.setAnonymous(SYSTEM, "web", false, "");
        directory.setEnabled(SYSTEM, ada.id(), false, "leave");
        directory.setService(SYSTEM, ada.id(), "web", false, "");
        var before = List.of(
                directory.serverService("ldap").orElseThrow(),
                directory.anonymous(SYSTEM).get("web"),
                directory.person(SYSTEM, ada.id()).orElseThrow().enabled(),
                directory.person(SYSTEM, ada.id()).orElseThrow().services().get("web"));
        world.clock.advance(Duration.ofHours(1));
        directory.setServerService(SYSTEM, "ldap", false, "");
        directory.setAnonymous(SYSTEM, "web", false, "");
        directory.setEnabled(SYSTEM, ada.id(), false, "");
        directory.setService(SYSTEM, ada.id(), "web", false, "");
        assertEquals(
                before,
                List.of(
                        directory.serverService("ldap").orElseThrow(),
                        directory.anonymous(SYSTEM).get("web"),
                        directory.person(SYSTEM, ada.id()).orElseThrow().enabled(),
                        directory
                                .person(SYSTEM, ada.id())
                                .orElseThrow()
                                .services()
                                .get("web")));
    }

    @Test
    void enablingAnAccountThatWasNeverDisabledEndsNoSession() {
        Person ada = person("ada@demo.test");
        var matched = assertInstanceOf(SignIn.Matched.class, check("ada@demo.test", PASSWORD));
        directory.sessions().begin(matched, "browser", InetAddress.getLoopbackAddress());
        directory.setEnabled(SYSTEM, ada.id(), true, "");
        assertEquals(1, directory.sessions().list(SYSTEM, ada.id()).size());
    }

    @Test
    void aReadOnlyDiskKeepsNobodyFromSigningInAndReading() {
        person("ada@demo.test");
        var matched = assertInstanceOf(SignIn.Matched.class, check("ada@demo.test", PASSWORD));
        world.refusal = Optional.of(new Failure.ReadOnly(KB.DISK_READ_ONLY, "disk", world.clock.now()));
        var begun = directory.sessions().begin(matched, "browser", InetAddress.getLoopbackAddress());
        world.clock.advance(Duration.ofHours(2));
        assertInstanceOf(
                SessionLookup.Open.class, directory.sessions().find(begun.secret(), InetAddress.getLoopbackAddress()));
    }
}
