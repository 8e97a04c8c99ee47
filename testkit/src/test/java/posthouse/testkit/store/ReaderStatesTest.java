// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.store.DataType;
import posthouse.store.View;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.store.ReaderRig.Reader;

/** States of an account that is not one's own say nothing of what one does not see. */
final class ReaderStatesTest {
    private ReaderRig rig;

    @BeforeEach
    void open() {
        rig = new ReaderRig(EngineRig.seed(), 400);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Map<DataType, String> states(Reader who) {
        return who.account().read(View::states);
    }

    private static String state(Reader who, DataType type) {
        return who.account().read(view -> view.state(type));
    }

    private void busy(int times) {
        for (int i = 0; i < times; i++) {
            EmailId id = rig.append("hidden " + i, Set.of(rig.hidden));
            rig.system().write(tx -> {
                tx.changeKeywords(id, Set.of("$flagged"), Set.of());
                return id;
            });
            rig.system().write(tx -> {
                tx.destroy(id);
                return id;
            });
        }
    }

    @Test
    void aBusyHiddenFolderChangesNoStateOfWhoeverDoesNotSeeIt() {
        EmailId shared = rig.append("seen", Set.of(rig.open));
        Map<DataType, String> mia = states(rig.mia);
        Map<DataType, String> rob = states(rig.rob);
        busy(5);
        rig.system().write(tx -> {
            tx.setMailboxes(shared, Set.of(rig.open, rig.hidden));
            return shared;
        });
        rig.system().write(tx -> {
            tx.setMailboxes(shared, Set.of(rig.open));
            return shared;
        });
        assertEquals(mia, states(rig.mia));
        for (DataType type : Set.of(DataType.EMAIL, DataType.MAILBOX, DataType.THREAD))
            assertNotEquals(rob.get(type), states(rig.rob).get(type), "whoever sees it is told of " + type);
    }

    @Test
    void theNextStateDoesNotTellHowMuchHappenedBetween() {
        String before = state(rig.mia, DataType.EMAIL);
        busy(20);
        rig.append("seen", Set.of(rig.open));
        String after = state(rig.mia, DataType.EMAIL);
        assertNotEquals(before, after);
        assertEquals(before.length(), after.length());
        var changes = rig.mia.account().read(view -> view.changes(DataType.EMAIL, before, 0));
        assertEquals(1, changes.created().size());
        assertEquals(0, changes.updated().size() + changes.destroyed().size());
    }

    @Test
    void aThreadThatGoesOnWhereOneDoesNotLookHasNotChanged() {
        EmailId first = rig.append("first", Set.of(rig.open));
        String before = state(rig.mia, DataType.THREAD);
        rig.system().write(tx -> tx.append(rig.mail("answer", Set.of(rig.hidden), "first")));
        rig.system().write(tx -> {
            tx.changeKeywords(first, Set.of("$flagged"), Set.of());
            return first;
        });
        rig.append("another", Set.of(rig.open));
        var changes = rig.mia.account().read(view -> view.changes(DataType.THREAD, before, 0));
        assertEquals(1, changes.created().size());
        assertEquals(0, changes.updated().size());
    }

    @Test
    void statesOutliveARestartAndTheEndOfTheLog() {
        rig.append("seen", Set.of(rig.open));
        Map<DataType, String> before = states(rig.mia);
        busy(300);
        rig.restart();
        assertEquals(before, states(rig.mia));
        String state = state(rig.mia, DataType.EMAIL);
        var changes = rig.mia.account().read(view -> view.changes(DataType.EMAIL, state, 0));
        assertEquals(state, changes.newState());
        rig.append("seen too", Set.of(rig.open));
        assertCannot(rig.mia, DataType.EMAIL, state);
    }

    @Test
    void aStateIsOneReadersAndOneTypes() {
        rig.append("seen", Set.of(rig.open));
        String state = state(rig.mia, DataType.EMAIL);
        assertCannot(rig.rob, DataType.EMAIL, state);
        assertCannot(rig.mia, DataType.MAILBOX, state);
        for (String forged : new String[] {"", "0", "12", "12-abc", state + "A", state.substring(1), "A".repeat(22)})
            assertCannot(rig.mia, DataType.EMAIL, forged);
    }

    @Test
    void aStateOfOtherRightsIsNoState() {
        String state = state(rig.mia, DataType.EMAIL);
        rig.grant(rig.hidden, rig.mia, Role.REVIEWER);
        assertCannot(rig.mia, DataType.EMAIL, state);
    }

    private static void assertCannot(Reader who, DataType type, String state) {
        var refused = assertThrows(
                Refused.class,
                () -> who.account().read(view -> view.changes(type, state, 0)),
                () -> state + " was taken");
        assertInstanceOf(Failure.CannotCalculate.class, refused.failure());
    }

    @Test
    void aChangeThatIsRefusedInPartIsRefusedWhole() {
        EmailId id = rig.append("seen", Set.of(rig.open));
        rig.grant(rig.open, rig.mia, Role.REVIEWER);
        assertThrows(
                Refused.class,
                () -> rig.mia.account().write(tx -> {
                    try {
                        tx.setKeywords(id, Set.of("$seen", "$flagged"));
                    } catch (Refused refused) {
                        assertEquals(Set.of(), tx.email(id).orElseThrow().keywords());
                        throw refused;
                    }
                    return id;
                }));
        rig.grant(rig.open, rig.mia, Role.EDITOR);
        rig.grant(rig.other, rig.mia, Role.REVIEWER);
        rig.mia.account().write(tx -> {
            assertThrows(Refused.class, () -> tx.change(id, Set.of("$seen", "$flagged"), Set.of(rig.other)));
            assertEquals(Set.of(), tx.email(id).orElseThrow().keywords());
            return id;
        });
    }
}
