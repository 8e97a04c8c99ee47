// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testkit.talk.Talk;
import tools.jackson.databind.JsonNode;

/** A switch thrown while streams are under way ends those that it concerns within a second, and no others. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveSwitchTest {
    private static final int SIZE = 150_000_000;
    private static final int BENS_SIZE = 20_000_000;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    static Path data;

    private LiveHouse live;
    private String adasFile = "";
    private String bensFile = "";
    private Push adasPush;
    private Push bensPush;
    private Events adasEvents;
    private Events bensEvents;
    private SlowDownload adasDownload;
    private SlowDownload bensDownload;
    private Talk smtp;
    private Talk lmtp;

    @BeforeAll
    void open() throws Exception {
        live = new LiveHouse(data);
        adasFile = live.upload("ada", SIZE);
        bensFile = live.upload("ben", BENS_SIZE);
    }

    @AfterAll
    void close() {
        live.close();
    }

    /** Everything is under way. */
    @BeforeEach
    void begin() throws Exception {
        adasPush = new Push(live, "ada");
        bensPush = new Push(live, "ben");
        adasEvents = new Events(live, "ada");
        bensEvents = new Events(live, "ben");
        adasDownload = new SlowDownload(live, "ada", adasFile, SIZE);
        bensDownload = new SlowDownload(live, "ben", bensFile, BENS_SIZE);
        smtp = data(Talk.to(live.address("smtp")).expect("220 *").say("EHLO x").expectReply("250 *"));
        lmtp = data(Talk.to(live.address("lmtp")).expect("220 *").say("LHLO x").expectReply("250 *"));
        TimeUnit.MILLISECONDS.sleep(300);
        assertTrue(adasDownload.running() && bensDownload.running());
    }

    private static Talk data(Talk talk) {
        return talk.say("MAIL FROM:<x@elsewhere.test>")
                .expect("250 *")
                .say("RCPT TO:<ben@demo.test>")
                .expect("250 *")
                .say("DATA")
                .expect("354 *")
                .say("Subject: under way")
                .say("");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each :
                new AutoCloseable[] {adasPush, bensPush, adasEvents, bensEvents, adasDownload, bensDownload, smtp, lmtp
                }) each.close();
    }

    @Test
    void aServiceSwitchedOffForOneAccountEndsThatAccountsStreamsOnly() throws Exception {
        long before = System.nanoTime();
        live.house.directory().setService(LiveHouse.CONTROL, live.person("ada").id(), "web", false, "until Monday");
        try {
            told(adasPush, "1008", "KB1006", "account", before);
            told(adasEvents, "KB1006", "account", before);
            assertCut(adasDownload, before);
            var next = live.get("ada", adasFile);
            assertEquals(403, next.statusCode());
            LiveHouse.Said why = LiveHouse.Said.of(live.json(next));
            assertEquals("KB1006", why.kb());
            assertEquals("account", why.level());
            assertTrue(why.title().contains("by an administrator"), why::toString);
            assertTrue(why.title().contains("until Monday"), why::toString);
            mailGoesOn(smtp);
            mailGoesOn(lmtp);
            bensStreamsGoOn();
        } finally {
            live.house
                    .directory()
                    .setService(LiveHouse.CONTROL, live.person("ada").id(), "web", true, "");
        }
    }

    @Test
    void aDisabledAccountReadsItsOwnLevelAndTheMessage() throws Exception {
        long before = System.nanoTime();
        live.house.directory().setEnabled(LiveHouse.CONTROL, live.person("ada").id(), false, "Call 4711.");
        try {
            told(adasPush, "1008", "KB1007", "account", before);
            told(adasEvents, "KB1007", "account", before);
            assertCut(adasDownload, before);
            LiveHouse.Said why = LiveHouse.Said.of(live.json(live.get("ada", adasFile)));
            assertEquals("KB1007", why.kb());
            assertTrue(why.title().contains("Call 4711."), why::toString);
            bensStreamsGoOn();
        } finally {
            live.house
                    .directory()
                    .setEnabled(LiveHouse.CONTROL, live.person("ada").id(), true, "");
        }
    }

    @Test
    void smtpStoppedSaysSoInTheDataUnderWayAndOnItsPort() throws Exception {
        String port = live.address("smtp");
        long before = System.nanoTime();
        live.house.services().stop(LiveHouse.CONTROL, "smtp", Duration.ZERO, "");
        try {
            smtp.expect("421 4.3.2 *whole server by an administrator*(KB1001)").expectClosed();
            assertTrue(System.nanoTime() - before < SECOND, "the end took longer than a second");
            Talk.to(port)
                    .expect("421 4.3.2 *whole server by an administrator*(KB1001)")
                    .expectClosed();
            mailGoesOn(lmtp);
            bensStreamsGoOn();
            assertTrue(adasPush.open() && adasEvents.open() && adasDownload.running());
        } finally {
            live.house.services().start(LiveHouse.CONTROL, "smtp");
        }
        Talk.to(port).expect("220 *").close();
    }

    @Test
    void webStoppedTellsEveryPushChannelAndCutsDownloadsWhileMailGoesOn() throws Exception {
        long before = System.nanoTime();
        String web = live.base();
        live.house.services().stop(LiveHouse.CONTROL, "web", Duration.ZERO, "");
        try {
            assertTrue(System.nanoTime() - before < SECOND, "the stop took longer than a second");
            told(adasPush, "1001", "KB1001", "server", before);
            told(bensPush, "1001", "KB1001", "server", before);
            told(adasEvents, "KB1001", "server", before);
            told(bensEvents, "KB1001", "server", before);
            assertCut(adasDownload, before);
            assertCut(bensDownload, before);
            var next = live.get("ada", adasFile);
            assertEquals(503, next.statusCode());
            assertTrue(next.headers().firstValue("Retry-After").isPresent());
            assertEquals("KB1001", LiveHouse.Said.of(live.json(next)).kb());
            assertEquals(200, live.get("ada", "/kb/KB1001").statusCode());
            mailGoesOn(smtp);
            mailGoesOn(lmtp);
            assertEquals(web, live.base());
        } finally {
            live.house.services().start(LiveHouse.CONTROL, "web");
        }
        assertEquals(200, live.get("ada", "/jmap/session").statusCode());
    }

    @Test
    void aStopWithGraceLetsADownloadFinish() throws Exception {
        Thread stop = Thread.ofVirtual()
                .start(() -> live.house.services().stop(LiveHouse.CONTROL, "web", Duration.ofSeconds(20), ""));
        try {
            TimeUnit.MILLISECONDS.sleep(700);
            assertTrue(bensDownload.running(), "cut before its grace was over");
            adasDownload.hurry();
            bensDownload.hurry();
            assertTrue(adasDownload.end().whole());
            assertTrue(bensDownload.end().whole());
            stop.join();
        } finally {
            stop.join();
            live.house.services().start(LiveHouse.CONTROL, "web");
        }
    }

    private static void told(Push push, String code, String kb, String level, long before) throws Exception {
        JsonNode problem = push.next();
        assertEquals("RequestError", problem.path("@type").asString());
        assertEquals(kb, problem.path("kb").asString());
        assertEquals(level, problem.path("level").asString());
        assertTrue(problem.path("title").asString().contains("by an administrator"), problem::toString);
        String end = push.closed();
        assertTrue(System.nanoTime() - before < SECOND, "the end took longer than a second");
        assertTrue(end.startsWith(code + " " + kb + ": "), end);
    }

    private static void told(Events events, String kb, String level, long before) throws Exception {
        Events.End end = events.end();
        assertEquals(kb, end.problem().path("kb").asString(""));
        assertEquals(level, end.problem().path("level").asString(""));
        assertTrue(end.problem().path("title").asString("").contains("by an administrator"), end::toString);
        assertTrue(end.at() - before < SECOND, "the end took longer than a second");
    }

    private static void assertCut(SlowDownload download, long before) throws Exception {
        SlowDownload.End end = download.end();
        assertTrue(!end.whole(), "the download was not cut");
        long millis = (end.at() - before) / 1_000_000;
        assertTrue(millis < 1000, "cut after " + millis + " ms");
    }

    private static void mailGoesOn(Talk talk) {
        talk.say("still here").say(".").expect("250 *");
    }

    private void bensStreamsGoOn() throws Exception {
        assertTrue(bensPush.open() && bensEvents.open());
        bensPush.echo();
        assertTrue(bensDownload.running());
        bensDownload.hurry();
        assertTrue(bensDownload.end().whole());
    }
}
