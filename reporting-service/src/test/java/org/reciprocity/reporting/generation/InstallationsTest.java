package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.health.LogCheck;

/** Several databases on one Kafka: each has all figures, and none takes partitions from another. */
class InstallationsTest {
    @RegisterExtension
    final KeptLog log = new KeptLog();

    private Replicas replicas;

    @BeforeEach
    void writeSomething() {
        replicas = log.replicas();
        log.ledger().write(log.story.registry());
        log.write(10);
    }

    private void bothFollowTheLog(GenerationKeeper keeper, Replicas other, GenerationKeeper others) {
        for (int i = 0; i < 3; i++) {
            log.write(10);
            log.awaitEnds(keeper, 1);
            Wait.until(() -> other.isAtTheEnds(others, 1));
            assertEquals(replicas.lines(1), other.lines(1));
        }
        assertTrue(keeper.status().failure().isEmpty());
        assertTrue(others.status().failure().isEmpty());
    }

    @Test
    void twoInstallationsOnOneLogBothHaveCompleteFigures() throws Exception {
        var keeper = replicas.start();
        try (var other = replicas.another()) {
            var others = other.start();
            log.awaitLive(1);
            Wait.until(() -> other.state(1).equals("live"));

            bothFollowTheLog(keeper, other, others);

            assertTrue(replicas.group(1).matches("reporting-[0-9a-f]{8}-g1"), replicas.group(1));
            assertFalse(replicas.group(1).equals(other.group(1)));
            assertEquals(2, Replicas.members(replicas.group(1)));
            assertEquals(2, Replicas.members(other.group(1)));
        }
    }

    @Test
    void aCopyOfADatabaseRunsBesideItsOriginUnderAGroupOfItsOwn() throws Exception {
        replicas.start();
        log.awaitLive(1);

        try (var copy = replicas.copy()) {
            var keeper = replicas.start();
            var copied = copy.start();

            bothFollowTheLog(keeper, copy, copied);

            assertFalse(replicas.group(1).equals(copy.group(1)));
        }
    }

    @Test
    void generationsOfTheReleaseBeforeKeepTheirGroups() throws Exception {
        var first = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(first, 1);
        replicas.forgetInstallation();

        replicas.upgrade();
        var upgraded = replicas.start();
        log.write(10);
        log.awaitEnds(upgraded, 1);
        long rebuilt = KeptLog.begin(upgraded);
        log.awaitLive(rebuilt);

        assertEquals("reporting-g1", replicas.group(1));
        assertTrue(replicas.group(rebuilt).matches("reporting-[0-9a-f]{8}-g" + rebuilt), replicas.group(rebuilt));
        log.awaitEnds(upgraded, 1);
        log.awaitEnds(upgraded, rebuilt);
        assertEquals(replicas.lines(rebuilt), replicas.lines(1));
        assertEquals(HealthCheckResponse.Status.UP, LogCheck.of(upgraded).getStatus());
    }
}
