package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One relay is stopped, cut off or killed, and another takes over; nothing is lost, doubled or out of order. */
class TakeOverTest {
    private static final Duration LEASE = Duration.ofMillis(1_500);

    private TestLog log;
    private final List<UUID> streams = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final long[] versions = new long[3];
    private int appended;

    @BeforeEach
    void start() {
        log = TestLog.create("takeover");
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void aStoppedLeaderWakesAndStepsDown() {
        try (var first = RelayProcess.start(log.settings(LEASE))) {
            first.awaitLeading();
            append(20);
            log.receive(appended);
            try (var load = new Load();
                    var second = Relay.start(log.settings(LEASE))) {
                load.awaitSome();
                first.stop();
                awaitSending(second);
                first.goOn();
                first.awaitFollowing();
                awaitSending(second);
                assertTrue(second.status().leading());
            }
            log.checkOrder(log.receive(appended));
        }
    }

    /** Whatever is appended now is sent by this relay. */
    private void awaitSending(Relay relay) {
        int now = count();
        TestLog.eventually(
                "the relay sends",
                () -> relay.status().leading() && relay.status().sent() >= now);
    }

    @Test
    void aLeaderStoppedInsideItsSequencingTransactionGivesNothingTwice() throws SQLException {
        try (var first = RelayProcess.start(log.settings(LEASE))) {
            first.awaitLeading();
            append(5);
            log.receive(appended);
            try (var blocker = log.connect()) {
                blocker.setAutoCommit(false);
                blocker.createStatement().execute("lock table log_entry in exclusive mode");
                append(5);
                TestLog.eventually(
                        "the leader is inside its transaction",
                        () -> log.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%log_entry%' and application_name = 'relay " + log.name
                                        + "'")
                                == 1);
                first.stop();
                blocker.rollback();
            }
            try (var second = Relay.start(log.settings(LEASE))) {
                append(5);
                awaitSending(second);
                first.goOn();
                first.awaitFollowing();
                append(5);
                log.checkOrder(log.receive(appended));
            }
        }
    }

    @Test
    void aLeaderStoppedBeforeItOpensItsWriterFencesNobodyForGood() throws SQLException {
        try (var blocker = log.connect()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table log_topic in access exclusive mode");
            try (var first = RelayProcess.start(log.settings(LEASE))) {
                first.awaitLeading();
                append(5);
                first.stop();
                blocker.rollback();
                try (var second = Relay.start(log.settings(LEASE))) {
                    awaitSending(second);
                    first.goOn();
                    first.awaitFollowing();
                    append(5);
                    log.checkOrder(log.receive(appended));
                }
            }
        }
    }

    @Test
    void aKilledLeaderIsFollowedByAnother() {
        try (var first = RelayProcess.start(log.settings(LEASE))) {
            first.awaitLeading();
            try (var second = Relay.start(log.settings(LEASE));
                    var load = new Load()) {
                load.awaitSome();
                TestLog.eventually("the first sends", () -> log.number("select sequence from log_head") > 20);
                first.kill();
                awaitSending(second);
                load.end();
                log.checkOrder(log.receive(appended));
            }
        }
    }

    @Test
    void aLeaderWhoseConnectionsAreCutGoesOn() {
        try (var relay = Relay.start(log.settings(LEASE));
                var load = new Load()) {
            for (int cut = 0; cut < 5; cut++) {
                load.awaitSome();
                log.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'relay "
                        + log.name + "'");
            }
            load.awaitSome();
            TestLog.eventually("the relay leads", () -> relay.status().leading());
        }
        try (var relay = Relay.start(log.settings(LEASE))) {
            log.checkOrder(log.receive(appended));
            assertEquals(appended, relay.status().sequence());
        }
    }

    @Test
    void aForgottenTransactionOnTheLeadsRowIsEnded() throws SQLException {
        try (var relay = Relay.start(log.settings(LEASE))) {
            append(1);
            log.receive(1);
            assertTrue(relay.status().leading());
        }
        try (var forgotten = log.connect()) {
            forgotten.setAutoCommit(false);
            forgotten.createStatement().execute("select * from log_head for update");
            append(5);
            try (var relay = Relay.start(log.settings(LEASE))) {
                log.checkOrder(log.receive(appended));
                assertTrue(relay.status().leading());
            }
        }
    }

    @Test
    void ofManyRelaysOneLeads() {
        var relays = new ArrayList<Relay>();
        for (int i = 0; i < 4; i++) {
            relays.add(Relay.start(log.settings(LEASE)));
        }
        append(20);
        log.checkOrder(log.receive(appended));
        assertEquals(
                1, relays.stream().filter(relay -> relay.status().leading()).count());
        TestLog.eventually("the followers know too", () -> relays.stream()
                .allMatch(relay -> relay.status().sequence() == appended
                        && relay.status().sent() == appended
                        && relay.status().backlog() == 0));
        relays.forEach(Relay::close);
    }

    private synchronized void append(int events) {
        for (int i = 0; i < events; i++) {
            int stream = appended % streams.size();
            log.append(log.event(streams.get(stream), ++versions[stream]));
            appended++;
        }
    }

    /** Appends all the time. */
    private final class Load implements AutoCloseable {
        private final AtomicBoolean ending = new AtomicBoolean();
        private final Thread thread = Thread.ofVirtual().start(() -> {
            while (!ending.get()) {
                append(1);
                LockSupport.parkNanos(500_000);
            }
        });

        void awaitSome() {
            int before = count();
            TestLog.eventually("some more is appended", () -> count() > before + 50);
        }

        @Override
        public void close() {
            end();
        }

        void end() {
            ending.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private synchronized int count() {
        return appended;
    }
}
