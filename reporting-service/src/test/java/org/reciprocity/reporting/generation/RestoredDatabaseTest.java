package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backup of the database is older than the log; what was said since is lost with the database, and figures are not. */
class RestoredDatabaseTest {
    @RegisterExtension
    final KeptLog log = new KeptLog();

    @Test
    void aBackupOlderThanTheLogIsFollowedFromWhereItWasWithoutGapOrDouble() throws Exception {
        var replicas = log.replicas();
        log.ledger().write(log.story.registry());
        var keeper = replicas.start();
        log.write(20);
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        replicas.backUp();
        long kept = replicas.records(1);

        var later = replicas.start();
        log.write(20);
        log.awaitEnds(later, 1);
        var lines = replicas.lines(1);
        assertTrue(replicas.records(1) > kept);
        replicas.restore();
        assertEquals(kept, replicas.records(1));
        assertNotEquals(lines, replicas.lines(1));

        var restored = replicas.start();
        log.awaitEnds(restored, 1);
        assertEquals(lines, replicas.lines(1));
        log.write(5);
        long rebuilt = KeptLog.begin(restored);
        log.awaitLive(rebuilt);
        log.awaitEnds(restored, 1);
        log.awaitEnds(restored, rebuilt);
        assertEquals(replicas.lines(rebuilt), replicas.lines(1));
    }
}
