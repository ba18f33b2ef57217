package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that do not commit in the order in which they began, appended or were numbered. */
class CommitOrderTest {
    private TestLog log;
    private Relay relay;

    @BeforeEach
    void start() {
        log = TestLog.create("order");
        relay = log.relay();
    }

    @AfterEach
    void stop() {
        relay.close();
        log.close();
    }

    @Test
    void anEventThatCommitsLateIsNotPassedOver() {
        var late = log.begin();
        late.append(log.event(UUID.randomUUID(), 1));
        log.append(log.event(UUID.randomUUID(), 1));
        log.receive(1);

        late.commit();

        log.checkOrder(log.receive(2));
    }

    @Test
    void theFirstToBeginMayBeTheLastToCommit() {
        var stream = UUID.randomUUID();
        var account = "insert into account (id, version) values (1, 0)";
        log.execute("create table account (id integer primary key, version bigint)");
        log.execute(account);
        var first = log.begin();
        first.append(log.event(UUID.randomUUID(), 1));
        var second = log.begin();

        second.append(log.event(stream, raise(second.sql).join()));
        var waiting = raise(first.sql);
        TestLog.eventually(
                "the first waits for the second's lock",
                () -> log.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        == 1);
        second.commit();
        first.append(log.event(stream, waiting.join()));
        log.receive(1);
        first.commit();

        log.checkOrder(log.receive(3));
    }

    /** Locks the account and raises its version, as a command does before it appends. */
    private static CompletableFuture<Long> raise(Sql sql) {
        return sql.select("update account set version = version + 1 where id = 1 returning version")
                .map(rows -> (Long) rows.getFirst()[0])
                .subscribeAsCompletionStage();
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        var stream = UUID.randomUUID();
        assertThrows(
                IllegalStateException.class,
                () -> log.inTransaction(sql -> EventStore.append(sql, List.of(log.event(stream, 1)))
                        .onItem()
                        .failWith(() -> new IllegalStateException("after the event row, before the commit"))));
        log.append(log.event(stream, 1));

        log.checkOrder(log.receive(1));
        assertEquals(1, log.number("select count(*) from event"));
        assertEquals(0, log.number("select count(*) from pending"));
    }

    @Test
    void manyWritersOnFewStreamsKeepEveryStreamInOrder() throws Exception {
        var streams = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        int writers = 6;
        int commits = 40;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int writer = 0; writer < writers; writer++) {
                all.add(executor.submit(() -> {
                    for (int done = 0; done < commits; ) {
                        var stream = streams.get(ThreadLocalRandom.current().nextInt(streams.size()));
                        try {
                            log.inTransaction(sql -> EventStore.read(sql, stream)
                                    .flatMap(events -> EventStore.append(
                                            sql,
                                            List.of(
                                                    log.event(stream, events.size() + 1),
                                                    log.event(stream, events.size() + 2)))));
                            relay.wake();
                            done++;
                        } catch (VersionConflictException e) {
                            // Somebody was faster: read again, as a command does.
                            assertEquals("The stream " + stream + " has moved on", e.getMessage());
                        }
                    }
                }));
            }
            for (var writer : all) {
                writer.get();
            }
        }

        log.checkOrder(log.receive(2 * writers * commits));
    }

    @Test
    void anOldSnapshotKeepsNothingBack() {
        var idle = log.begin();
        idle.sql
                .update("set transaction isolation level repeatable read")
                .await()
                .atMost(TestLog.PATIENCE);
        idle.sql.select("select count(*) from event").await().atMost(TestLog.PATIENCE);
        for (int i = 0; i < 20; i++) {
            var stream = UUID.randomUUID();
            log.append(log.event(stream, 1), log.event(stream, 2), log.event(stream, 3));
        }

        log.checkOrder(log.receive(60));
        TestLog.eventually("nothing is left", () -> relay.status().backlog() == 0);
        idle.rollback();
    }
}
