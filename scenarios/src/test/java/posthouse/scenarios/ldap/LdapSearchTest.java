// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.ldap.LdapLimits;
import posthouse.scenarios.Program;

/** What Debian's ldapsearch and its relatives see. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapSearchTest {
    private static final String READER = "uid=reader,ou=people,dc=demo,dc=test";

    private LdapHouse house;
    private Path authority;

    @BeforeAll
    void open(@TempDir Path data) {
        LdapLimits limits = new LdapLimits(64 << 10, 1 << 20, 50, 1000, Duration.ofSeconds(30), 500, 30, true);
        house = new LdapHouse(data, People.some(1000, new Random(7)), limits);
        house.anonymous(true);
        house.directory.addAlias(LdapHouse.CONTROL, "rea@demo.test", house.reader.id());
        Organisation owner = house.directory.organisations(LdapHouse.CONTROL).getFirst();
        var group = house.directory
                .groups()
                .add(LdapHouse.CONTROL, owner.id(), "Readers", java.util.Optional.of("readers@demo.test"));
        house.directory.groups().addMembers(LdapHouse.CONTROL, group.id(), List.of(house.reader.id()));
        authority = house.certificates.authority().orElseThrow();
    }

    @AfterAll
    void close() {
        house.close();
    }

    private Program plain(String... arguments) throws Exception {
        return run("ldapsearch", "ldap://localhost:" + house.port(), arguments);
    }

    private Program bound(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-D", READER, "-w", LdapHouse.PASSWORD));
        all.addAll(List.of(arguments));
        return plain(all.toArray(String[]::new));
    }

    private Program run(String program, String uri, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "-x", "-H", uri));
        if (program.equals("ldapsearch")) command.addAll(List.of("-LLL", "-o", "ldif-wrap=no"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LDAPTLS_CACERT", authority.toString());
        return Program.end(builder.start());
    }

    private static long entries(Program program) {
        return program.out().lines().filter(l -> l.startsWith("dn:")).count();
    }

    @Test
    void aVisitorFindsSomebodyAndReadsNoMoreThanNameAndAddress() throws Exception {
        Program found = plain("-b", "dc=demo,dc=test", "(mail=reader@*)", "*", "+");
        assertEquals(0, found.exit(), found.said());
        assertTrue(
                found.out().contains("cn: Rea Reader") && found.out().contains("mail: reader@demo.test"), found.out());
        assertFalse(found.out().contains("rea@demo.test") || found.out().contains("createTimestamp"), found.out());
        assertEquals(0, entries(plain("-b", "dc=demo,dc=test", "(mail=rea@demo.test)")), "denied looks like absent");
    }

    @Test
    void aPersonReadsMore() throws Exception {
        Program found = bound("-b", "dc=demo,dc=test", "(mail=rea@demo.test)", "*", "+");
        assertTrue(found.out().contains("mail: rea@demo.test") && found.out().contains("createTimestamp"), found.out());
        Program group = bound("-b", "ou=groups,dc=demo,dc=test", "(member=" + READER + ")");
        assertTrue(group.out().contains("cn: Readers") && group.out().contains("member: " + READER), group.out());
    }

    @Test
    void aSearchThatNamesNoBaseOrAForeignOneReadsWhereTheDirectoryBegins() throws Exception {
        Program none = plain("-b", "", "(uid=reader)");
        assertEquals(32, none.exit());
        assertTrue(
                none.said().contains("no base was named, and the directory begins at dc=demo,dc=test. (KB1204)"),
                none.said());
        Program foreign = plain("-b", "dc=example,dc=test");
        assertEquals(32, foreign.exit());
        assertTrue(
                foreign.said().contains("entry dc=example,dc=test: the directory begins at dc=demo,dc=test. (KB1204)"),
                foreign.said());
    }

    @Test
    void aVisitorGetsFiftyEntriesAndIsToldSoAlsoInPages() throws Exception {
        Program all = plain("-b", "dc=demo,dc=test");
        assertEquals(4, all.exit());
        assertEquals(50, entries(all));
        assertTrue(all.said().contains("gets 50 of one search. (KB2406)"), all.said());
        Program pages = plain("-b", "dc=demo,dc=test", "-E", "pr=20/noprompt", "1.1");
        assertEquals(4, pages.exit());
        assertEquals(50, entries(pages));
    }

    @Test
    void pagesOfAPersonComeToEverybodyOnce() throws Exception {
        Program pages = bound("-b", "dc=demo,dc=test", "-E", "pr=100/noprompt", "1.1");
        assertEquals(0, pages.exit(), pages.said());
        assertEquals(1005, entries(pages));
        assertEquals(
                1005,
                pages.out()
                        .lines()
                        .filter(l -> l.startsWith("dn:"))
                        .collect(Collectors.toSet())
                        .size());
    }

    @Test
    void tlsBeginsOnThePlainPortAndIsThereAtOnceOnTheOther() throws Exception {
        Program started = plain("-ZZ", "-D", READER, "-w", LdapHouse.PASSWORD, "-b", READER, "-s", "base", "cn");
        assertEquals(0, started.exit(), started.said());
        assertTrue(started.out().contains("cn: Rea Reader"), started.out());
        Program atOnce = run("ldapsearch", "ldaps://localhost:" + house.tlsPort(), "-b", READER, "-s", "base", "cn");
        assertEquals(0, atOnce.exit(), atOnce.said());
    }

    @Test
    void aWrongPasswordIsOneAndAMissingOneIsNone() throws Exception {
        Program wrong = plain("-D", READER, "-w", "not the password", "-b", "", "-s", "base");
        assertEquals(49, wrong.exit());
        assertTrue(wrong.said().contains("(KB1302)"), wrong.said());
        Program missing = plain("-D", READER, "-w", "", "-b", "", "-s", "base");
        assertEquals(53, missing.exit(), missing.said());
        assertTrue(missing.said().contains("no password was checked. (KB2402)"), missing.said());
    }

    @Test
    void whatLooksLikeAFilterInANameFindsNobody() throws Exception {
        for (String name : List.of("*", "*)(uid=*", "a)(|(mail=*", "\\2a", "cn=x,dc=y", "' or 1=1--"))
            assertEquals(
                    49,
                    plain("-D", name, "-w", LdapHouse.PASSWORD, "-b", "", "-s", "base")
                            .exit(),
                    name);
    }

    @Test
    void whoAmIAndCompareAndChange() throws Exception {
        String uri = "ldap://localhost:" + house.port();
        Program who = run("ldapwhoami", uri, "-D", "reader@demo.test", "-w", LdapHouse.PASSWORD);
        assertEquals("dn:" + READER, who.out());
        assertEquals("anonymous", run("ldapwhoami", uri).out());
        Program same = run("ldapcompare", uri, READER, "sn:READER");
        assertEquals(6, same.exit(), same.said());
        Program delete = run("ldapdelete", uri, "-D", READER, "-w", LdapHouse.PASSWORD, READER);
        assertEquals(53, delete.exit());
        assertTrue(delete.said().contains("(KB2401)"), delete.said());
    }

    @Test
    void theServerDescribesItselfAndItsSchema() throws Exception {
        Program root = plain("-b", "", "-s", "base", "+");
        assertTrue(root.out().contains("namingContexts: dc=demo,dc=test"), root.out());
        assertTrue(root.out().contains("subschemaSubentry: cn=Subschema"), root.out());
        Program schema =
                plain("-b", "cn=Subschema", "-s", "base", "(objectClass=subschema)", "attributeTypes", "objectClasses");
        assertTrue(
                schema.out().contains("NAME 'inetOrgPerson'") && schema.out().contains("'rfc822Mailbox'"),
                schema.out());
    }

    @Test
    void aPasswordInTheClearIsNotCheckedWhereItIsNotAllowed(@TempDir Path data) throws Exception {
        LdapLimits strict = new LdapLimits(64 << 10, 1 << 20, 50, 1000, Duration.ofSeconds(30), 500, 30, false);
        try (LdapHouse other = new LdapHouse(Files.createDirectories(data.resolve("o")), List.of(), strict)) {
            Program refused = run(
                    "ldapsearch", "ldap://localhost:" + other.port(), "-D", READER, "-w", LdapHouse.PASSWORD, "-b", "");
            assertEquals(13, refused.exit(), refused.said());
            assertTrue(refused.said().contains("(KB1308)"), refused.said());
        }
    }

    /** Longer names are the nearer ones: what is below a subdomain is below its domain too. */
    @Test
    void aSubdomainIsFoundBelowItsDomainAndByItsOwnName() throws Exception {
        Organisation owner = house.directory.organisations(LdapHouse.CONTROL).getFirst();
        house.directory.addDomain(LdapHouse.CONTROL, owner.id(), "sales.demo.test");
        var kim = house.directory.addPerson(
                LdapHouse.CONTROL, new NewPerson("kim@sales.demo.test", "Kim Sale", LdapHouse.PASSWORD, false, 0));
        String name = "uid=kim,ou=people,dc=sales,dc=demo,dc=test";
        try {
            for (String base : List.of("dc=demo,dc=test", "dc=sales,dc=demo,dc=test", name)) {
                Program found = plain(
                        "-D", name, "-w", LdapHouse.PASSWORD, "-E", "pr=400/noprompt", "-b", base, "(uid=kim)", "1.1");
                assertEquals(0, found.exit(), found::said);
                assertEquals(1, entries(found), found::out);
                assertTrue(found.out().startsWith("dn: " + name + "\n"), found::out);
            }
            Program children = bound("-b", "dc=demo,dc=test", "-s", "one", "1.1");
            assertEquals(3, entries(children), children::out);
            Program root = bound("-b", "", "-s", "base", "namingContexts");
            assertFalse(root.out().contains("dc=sales"), root::out);
        } finally {
            house.directory.deletePerson(LdapHouse.CONTROL, kim.id());
            house.directory.deleteDomain(LdapHouse.CONTROL, "sales.demo.test");
        }
    }

    @Test
    void aLanguageTagIsComparedAndTheSchemaCanBe() throws Exception {
        String[] as = {"-D", READER, "-w", LdapHouse.PASSWORD};
        String at = "ldap://localhost:" + house.port();
        assertEquals(
                16,
                run("ldapcompare", at, as[0], as[1], as[2], as[3], READER, "cn;lang-en:Rea Reader")
                        .exit());
        assertEquals(
                6,
                run("ldapcompare", at, as[0], as[1], as[2], as[3], READER, "cn:Rea Reader")
                        .exit());
        assertEquals(
                6,
                run("ldapcompare", at, as[0], as[1], as[2], as[3], "cn=Subschema", "cn:subschema")
                        .exit());
    }
}
