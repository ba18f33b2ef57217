package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogPositionTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Test
    void isNotMovedByALateCommit() {
        try (var log = TestLog.create("late");
                var relay = log.relay()) {
            var late = log.begin();
            late.append(recorded(log, NOON));
            log.append(recorded(log, NOON.minusSeconds(1)));
            TestLog.eventually("the first has a sequence", () -> relay.status().sequence() == 1);
            var open = at(log, NOON.plusSeconds(1));
            assertEquals(1, open.sequence());
            assertFalse(open.closed(), "an event recorded before may still come");
            log.append(recorded(log, NOON.plusSeconds(2)));
            TestLog.eventually("the second has a sequence", () -> relay.status().sequence() == 2);
            var before = at(log, NOON.plusSeconds(1));

            late.commit();
            TestLog.eventually(
                    "the late one has a sequence", () -> relay.status().sequence() == 3);

            var after = at(log, NOON.plusSeconds(1));
            assertTrue(after.closed());
            assertEquals(1, before.sequence());
            assertEquals(1, after.sequence());
            assertEquals(3, at(log, NOON.plusSeconds(2)).sequence());
            assertEquals(3, log.inTransaction(LogPosition::last).sequence());
        }
    }

    @Test
    void isThatOfANaiveSearch() {
        var random = new Random(42);
        try (var log = TestLog.create("naive");
                var relay = log.relay()) {
            assertEquals(0, at(log, NOON).sequence());
            var times = new ArrayList<Instant>();
            for (int i = 0; i < 200; i++) {
                var time = NOON.plusMillis(i * 150L + random.nextInt(4_000));
                times.add(time);
                log.append(recorded(log, time));
                if (random.nextInt(3) == 0) {
                    long sequence = i + 1L;
                    TestLog.eventually("it has a sequence", () -> relay.status().sequence() == sequence);
                }
            }
            TestLog.eventually("all have a sequence", () -> relay.status().sequence() == 200);
            assertTrue(log.number("select count(*) from log_time") < 60, "about one a second");
            for (int i = 0; i < 300; i++) {
                var time = NOON.plusMillis(random.nextInt(36_000) - 1_000);
                int naive = 0;
                while (naive < times.size() && !times.get(naive).isAfter(time)) {
                    naive++;
                }
                var position = at(log, time);
                assertEquals(naive, position.sequence(), time::toString);
                assertEquals(naive < times.size(), position.closed());
            }
        }
    }

    private static LogPosition at(TestLog log, Instant time) {
        return log.inTransaction(sql -> LogPosition.at(sql, time));
    }

    private static NewEvent recorded(TestLog log, Instant time) {
        var event = log.event(UUID.randomUUID(), 1);
        return new NewEvent(
                event.id(),
                event.topic(),
                event.key(),
                event.type(),
                event.stream(),
                1,
                event.chain(),
                time,
                event.body());
    }
}
