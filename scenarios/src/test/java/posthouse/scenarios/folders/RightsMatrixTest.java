// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.EmailId;
import posthouse.directory.PublicFolder;
import posthouse.store.RightsHolder;

/** Right × operation × interface: every cell equals the table that was written by hand. */
@Tag("server")
class RightsMatrixTest {
    private static final List<Role> ROLES = List.of(Role.NONE, Role.REVIEWER, Role.AUTHOR, Role.EDITOR, Role.OWNER);

    @TempDir
    static Path data;

    private static FoldersHouse house;
    private static Visitor member;
    private static Visitor chief;
    private static RightsHolder group;

    /** A line of the table. */
    private record Line(String operation, String by, List<Boolean> roles, boolean guests) {}

    @BeforeAll
    static void open() {
        house = new FoldersHouse(data, "root", "mia");
        house.guests(true);
        var readers = house.house
                .directory()
                .groups()
                .add(FoldersHouse.SYSTEM, house.organisation.id(), "Readers", Optional.empty());
        house.house
                .directory()
                .groups()
                .addMembers(
                        FoldersHouse.SYSTEM,
                        readers.id(),
                        List.of(house.person("mia").id()));
        group = new RightsHolder.Group(readers.id());
        chief = Visitor.signedIn(house.base(), "root@demo.test");
        member = Visitor.signedIn(house.base(), "mia@demo.test");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static List<Line> table() {
        try (var in = RightsMatrixTest.class.getResourceAsStream("rights.tsv")) {
            if (in == null) throw new AssertionError("rights.tsv");
            var lines = new ArrayList<Line>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isBlank() || line.startsWith("#")) continue;
                String[] c = line.split("\t+");
                var roles = new ArrayList<Boolean>();
                for (int i = 2; i < 7; i++) roles.add(c[i].equals("yes"));
                lines.add(new Line(c[0], c[1], roles, c[7].equals("yes")));
            }
            return lines;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RightsHolder holder(String way) {
        return switch (way) {
            case "person" -> new RightsHolder.Person(house.person("mia").id());
            case "group" -> group;
            case "signed-in" -> new RightsHolder.SignedIn();
            default -> new RightsHolder.Anonymous();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "group", "signed-in"})
    void everyCellOfWhoeverIsSignedInIsAsTheTableSays(String way) {
        for (Role role : ROLES) assertCells(way, role, member);
    }

    @Test
    void everyCellOfAVisitorIsAsTheTableSays() {
        var guest = new Visitor(house.base());
        for (Role role : List.of(Role.NONE, Role.REVIEWER, Role.AUTHOR, Role.EDITOR, Role.OWNER))
            assertCells("anonymous", role, guest);
    }

    private static void assertCells(String way, Role role, Visitor who) {
        // A root for each, since what one may do somewhere in a root opens the root's account.
        String name = way + " " + role.name().toLowerCase(java.util.Locale.ROOT);
        house.folder("Above " + name);
        house.rights("Above " + name, new RightsHolder.SignedIn(), Role.NONE);
        house.rights(
                "Above " + name, new RightsHolder.Person(house.person("root").id()), Role.OWNER);
        PublicFolder folder = house.folder("Above " + name + "/" + name);
        house.rights(folder.path(), holder(way), role);
        EmailId post = house.post(folder, "Post of " + folder.path(), 400);
        var expected = new ArrayList<String>();
        var found = new ArrayList<String>();
        for (Line line : table()) {
            boolean guest = way.equals("anonymous");
            boolean may = guest
                    ? line.guests && role.covers(posthouse.base.Action.READ)
                    : line.roles.get(ROLES.indexOf(role));
            String cell = way + " " + role + ": " + line.operation + " by " + line.by + " ";
            expected.add(cell + may);
            found.add(cell + new Cell(house, chief, who, folder, post).possible(line.operation, line.by));
        }
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void aPostIsFromWhoeverPostsItAndFromNobodyElse() {
        PublicFolder folder = house.folder("Posting");
        house.rights("Posting", new RightsHolder.SignedIn(), Role.AUTHOR);
        String mail = "'mailboxIds':{'" + folder.id()
                + "':true},'subject':'s','bodyStructure':{'partId':'t','type':'text/plain'},'bodyValues':{'t':{'value':'w'}}";
        String account = "{'accountId':'" + folder.account() + "','create':{'k':{" + mail;
        var forged = member.call("Email/set", account + ",'from':[{'name':'root','email':'root@demo.test'}]}}}");
        assertEquals(
                "invalidProperties",
                forged.path("notCreated").path("k").path("type").stringValue(""));
        var borrowed = member.call("Email/set", account + ",'from':[{'name':'root','email':'mia@demo.test'}]}}}");
        assertEquals(
                "invalidProperties",
                borrowed.path("notCreated").path("k").path("type").stringValue(""));
        String id = member.call("Email/set", account + "}}}")
                .path("created")
                .path("k")
                .path("id")
                .stringValue("");
        var from = member.call(
                "Email/get", "{'accountId':'" + folder.account() + "','ids':['" + id + "'],'properties':['from']}");
        assertEquals(
                "mia@demo.test",
                from.path("list").path(0).path("from").path(0).path("email").stringValue(""));
    }

    @Test
    void whatOneHasReadIsUnreadForTheOther() {
        PublicFolder folder = house.folder("Reading");
        house.rights("Reading", new RightsHolder.SignedIn(), Role.REVIEWER);
        EmailId post = house.post(folder, "Seen by one", 10);
        String account = "'accountId':'" + folder.account() + "'";
        String get = "{" + account + ",'ids':['" + folder.id() + "'],'properties':['unreadEmails']}";
        String state = member.call("Mailbox/get", get).path("state").stringValue("");
        String rootState = chief.call("Mailbox/get", get).path("state").stringValue("");
        member.call("Email/set", "{" + account + ",'update':{'" + post + "':{'keywords/$seen':true}}}");
        assertEquals(0, unread(member, get));
        assertEquals(1, unread(chief, get));
        assertNotEquals(state, member.call("Mailbox/get", get).path("state").stringValue(""));
        assertEquals(rootState, chief.call("Mailbox/get", get).path("state").stringValue(""));
    }

    private static int unread(Visitor who, String get) {
        return who.call("Mailbox/get", get)
                .path("list")
                .path(0)
                .path("unreadEmails")
                .asInt(-1);
    }
}
