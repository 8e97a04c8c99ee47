// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testkit.server.Server;

/** The same thousand people here and in Debian's slapd, and the same questions to both. docs/ldap-differences.md argues where they differ. */
@Tag("ldap")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdTest {
    private static final String BASE = "dc=demo,dc=test";
    private static final int FILTERS = Integer.getInteger("posthouse.ldap.filters", 300);

    private LdapHouse house;
    private Slapd slapd;
    private List<Entry> entries;

    @BeforeAll
    void startBoth(@TempDir Path scratch) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Slapd.PROGRAM), "Debian's slapd is not installed");
        house = new LdapHouse(scratch.resolve("house"), People.some(1000, new Random(7)), LdapHouse.wide());
        entries = everything();
        Path ldif = scratch.resolve("people.ldif");
        Files.writeString(ldif, entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")));
        slapd = Slapd.start(Files.createDirectories(scratch.resolve("slapd")), ldif);
    }

    @AfterAll
    void stopBoth() {
        if (slapd != null) slapd.close();
        if (house != null) house.close();
    }

    private List<Entry> everything() throws LDAPException {
        try (LDAPConnection here =
                new LDAPConnection("127.0.0.1", house.port(), "reader@demo.test", LdapHouse.PASSWORD)) {
            List<Entry> all = new ArrayList<>();
            for (SearchResultEntry each : here.search(BASE, SearchScope.SUB, "(objectClass=*)", "*", "+")
                    .getSearchEntries()) {
                Entry entry = each.duplicate();
                // These slapd makes itself.
                for (String own : List.of("entryDN", "hasSubordinates", "subschemaSubentry"))
                    entry.removeAttribute(own);
                all.add(entry);
            }
            return all;
        }
    }

    private Client here() throws IOException {
        return new Client(house.port()).bind("reader@demo.test", LdapHouse.PASSWORD);
    }

    private Client there() throws IOException {
        return new Client(slapd.port()).bind(Slapd.ROOT, Slapd.password());
    }

    private static byte[] search(int id, String base, SearchScope scope, Filter filter) {
        return new LDAPMessage(
                        id,
                        new SearchRequestProtocolOp(
                                base, scope, DereferencePolicy.NEVER, 0, 0, false, filter, List.of("1.1")))
                .encode()
                .encode();
    }

    @Test
    void generatedFiltersComeToTheSameEntriesAndResults() throws IOException {
        long seed = Long.getLong("posthouse.ldap.seed", 20261125L);
        System.out.println("seed " + seed + ", filters " + FILTERS);
        FilterMaker maker = new FilterMaker(seed, entries);
        List<String> different = new ArrayList<>();
        Map<String, Integer> argued = new TreeMap<>();
        int full = 0;
        try (Client here = here();
                Client there = there()) {
            for (int i = 0; i < FILTERS; i++) {
                Filter filter = maker.next();
                byte[] request = search(i + 2, BASE, SearchScope.SUB, filter);
                Client.Outcome ours = here.ask(request);
                Client.Outcome theirs = there.ask(request);
                if (!ours.entries().isEmpty()) full++;
                if (ours.essence().equals(theirs.essence())) continue;
                Optional<String> heading = Argued.heading(filter);
                if (heading.isPresent()) argued.merge(heading.get(), 1, Integer::sum);
                else different.add(difference(filter.toString(), ours, theirs));
            }
        }
        System.out.println("argued differences " + argued);
        argue(argued.keySet());
        assertEquals("", String.join("\n", different), different.size() + " of " + FILTERS + " differ unargued");
        int many = argued.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(many <= FILTERS / 20, "too many differences to be told apart: " + argued);
        assertTrue(full > FILTERS / 5, "too few filters match anything: " + full);
    }

    @Test
    void requestsInBytesComeToTheSame() throws IOException {
        List<String> different = new ArrayList<>();
        List<RawRequests.Raw> all = RawRequests.all();
        for (RawRequests.Raw raw : all) {
            try (Client here = here();
                    Client there = there()) {
                Client.Outcome ours = here.ask(raw.bytes());
                Client.Outcome theirs = there.ask(raw.bytes());
                boolean same = ours.essence().equals(theirs.essence());
                if (!same && raw.argued().isEmpty()) different.add(difference(raw.name(), ours, theirs));
                if (!raw.argued().isEmpty()) argue(List.of(raw.argued()));
            }
        }
        assertTrue(all.size() >= 40, "only " + all.size());
        assertEquals("", String.join("\n", different));
    }

    @Test
    void requestsInBytesLeaveNothingBehind() throws IOException {
        askAll(3);
        long before = kept();
        askAll(15);
        long grown = kept() - before;
        System.out.println("MEASURED raw LDAP requests: " + grown / 1024 + " KB more after 15 rounds");
        assertTrue(grown < 4 << 20, grown + " octets are kept after 15 rounds");
    }

    private void askAll(int rounds) throws IOException {
        for (int round = 0; round < rounds; round++)
            for (RawRequests.Raw raw : RawRequests.all())
                try (Client here = new Client(new Socket(InetAddress.getLoopbackAddress(), house.port()), 300)) {
                    here.ask(raw.bytes());
                }
    }

    /** What this process still holds, the server in it included. */
    private static long kept() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Each heading stands in the document. */
    private static void argue(Collection<String> headings) throws IOException {
        String document = Files.readString(Server.root().resolve("docs/ldap-differences.md"));
        for (String heading : headings)
            assertTrue(document.contains("## " + heading + "\n"), "nothing is argued under: " + heading);
    }

    private String difference(String what, Client.Outcome ours, Client.Outcome theirs) {
        return what + "\n   here " + brief(ours) + "\n  slapd " + brief(theirs) + "\n  only here " + only(ours, theirs)
                + "\n only slapd " + only(theirs, ours);
    }

    private static String normal(Entry entry) {
        try {
            return com.unboundid.ldap.sdk.DN.normalize(entry.getDN());
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String brief(Client.Outcome outcome) {
        return outcome.code() + " with " + outcome.entries().size() + " entries " + outcome.text();
    }

    private List<String> only(Client.Outcome one, Client.Outcome other) {
        return entries.stream()
                .filter(e ->
                        one.entries().contains(normal(e)) && !other.entries().contains(normal(e)))
                .limit(4)
                .map(e -> e.getDN() + " " + e.getAttributeValue("cn"))
                .toList();
    }
}
