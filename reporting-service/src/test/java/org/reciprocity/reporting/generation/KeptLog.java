package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;

/** For each test a story that a ledger and a matching service write to topics of their own, and replicas of the keeper that fold it. */
final class KeptLog implements BeforeEachCallback, AfterEachCallback {
    final RandomStory story = new RandomStory(42, 20);
    private Replicas replicas;
    private TestLog ledger;
    private TestLog matching;

    @Override
    public void beforeEach(ExtensionContext context) {
        replicas = new Replicas();
        ledger = new TestLog(replicas.prefix, "ledger", 0);
        matching = new TestLog(replicas.prefix, "matching", 0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        replicas.close();
        ledger.close();
        matching.close();
    }

    Replicas replicas() {
        return replicas;
    }

    TestLog ledger() {
        return ledger;
    }

    /** Writes what goes on, twenty events of the ledger in a transaction and two of matching in another. */
    void write(int transactions) {
        for (int i = 0; i < transactions; i++) {
            var entries = new ArrayList<TestLog.Entry>();
            for (int j = 0; j < 20; j++) {
                entries.add(story.ledgerEvent());
            }
            ledger.write(entries);
            matching.write(story.matchingEvent(), story.matchingEvent());
        }
    }

    void awaitLive(long generation) {
        Wait.until(() -> replicas.state(generation).equals("live"));
    }

    void awaitEnds(GenerationKeeper keeper, long generation) {
        Wait.until(() -> replicas.isAtTheEnds(keeper, generation));
    }

    /** Begins a rebuild, which must be possible. */
    static long begin(GenerationKeeper keeper) throws SQLException {
        return assertInstanceOf(Asked.Begun.class, keeper.rebuild()).id();
    }
}
