package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.SequencedEvent;

class RelayTest {

    @Test
    void sendsWhatIsCommittedAsCloudEvents() {
        try (var log = TestLog.create("plain");
                var relay = log.relay()) {
            var stream = UUID.randomUUID();
            var event = log.event(stream, 1);
            log.append(event);
            relay.wake();

            var received = log.receive(1).getFirst();

            assertEquals(stream.toString(), received.key());
            assertEquals(event.body(), received.value());
            assertEquals(event.recordedAt().toEpochMilli(), received.timestamp());
            assertEquals(
                    List.of(
                            "ce_type",
                            "ce_sequence",
                            "ce_source",
                            "ce_id",
                            "ce_specversion",
                            "ce_chain",
                            "ce_streamversion"),
                    received.names());
            assertEquals("org.example.happened.v1", received.headers().get("ce_type"));
            assertEquals("1", received.headers().get("ce_sequence"));
            assertEquals(log.name, received.headers().get("ce_source"));
            assertEquals(event.id().toString(), received.headers().get("ce_id"));
            assertEquals("1.0", received.headers().get("ce_specversion"));
            assertEquals(event.chain().toString(), received.headers().get("ce_chain"));
            assertEquals("1", received.headers().get("ce_streamversion"));
            TestLog.eventually(
                    "the relay says so",
                    () -> relay.status().backlog() == 0
                            && relay.status().sent() == 1
                            && relay.status().leading());
        }
    }

    @Test
    void chainsTheEventsOfEachGroup() throws SQLException {
        try (var log = TestLog.create("chained");
                var relay = log.relay()) {
            for (int i = 0; i < 10; i++) {
                var stream = UUID.randomUUID();
                log.append(log.event(stream, 1), log.event(stream, 2));
            }
            log.checkOrder(log.receive(20));
            assertTrue(relay.status().leading());

            var chain = new HashChain(log.name);
            var heads = new HashMap<UUID, byte[]>();
            try (var connection = log.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select l.sequence, e.event_id, e.topic, e.key, e.type, e.stream,"
                            + " e.version, e.chain, e.recorded_at, e.body, l.chain as link"
                            + " from log_entry l join event e on e.id = l.event order by l.sequence")) {
                while (rows.next()) {
                    var event = new SequencedEvent(
                            rows.getLong("sequence"),
                            rows.getObject("event_id", UUID.class),
                            rows.getString("topic"),
                            rows.getString("key"),
                            rows.getString("type"),
                            rows.getObject("stream", UUID.class),
                            rows.getLong("version"),
                            rows.getObject(8, UUID.class),
                            rows.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                            rows.getString("body"));
                    heads.put(
                            event.chain(), chain.link(heads.getOrDefault(event.chain(), HashChain.beginning()), event));
                    assertArrayEquals(heads.get(event.chain()), rows.getBytes("link"));
                }
            }
            try (var connection = log.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select chain, link from chain_head")) {
                while (rows.next()) {
                    assertArrayEquals(heads.remove(rows.getObject(1, UUID.class)), rows.getBytes(2));
                }
            }
            assertTrue(heads.isEmpty());
        }
    }

    @Test
    void sendsBodiesOfAnySize() {
        try (var log = TestLog.create("large");
                var relay = log.relay()) {
            for (int i = 0; i < 40; i++) {
                var event = log.event(UUID.randomUUID(), 1);
                log.append(new NewEvent(
                        event.id(),
                        event.topic(),
                        event.key(),
                        event.type(),
                        event.stream(),
                        1,
                        event.chain(),
                        event.recordedAt(),
                        "x".repeat(EventStore.MAX_BODY_BYTES)));
            }
            log.checkOrder(log.receive(40));
            assertTrue(relay.status().leading());
        }
    }

    @Test
    void anUnservedWakeCountsAsBacklog() {
        try (var log = TestLog.create("woken")) {
            var settings = log.settings(Duration.ofSeconds(2));
            try (var relay = Relay.start(settings)) {
                for (int version = 1; version <= 100; version++) {
                    var stream = UUID.nameUUIDFromBytes(new byte[] {(byte) version});
                    log.append(log.event(stream, 1));
                    relay.wake();
                    assertTrue(relay.status().backlog() >= 1 || relay.status().sent() == version);
                }
                TestLog.eventually("all is sent", () -> relay.status().backlog() == 0);
                assertEquals(100, relay.status().sent());
                log.checkOrder(log.receive(100));
            }
        }
    }
}
