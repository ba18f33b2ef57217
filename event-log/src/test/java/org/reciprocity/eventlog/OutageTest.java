package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.backends.Backends;
import org.reciprocity.backends.EmbeddedKafkaServer;

/** Servers that go away, come back, and come back as what they were long ago or as somebody else. */
class OutageTest {

    @Test
    void aDatabaseOlderThanTheTopicsHaltsTheLogUntilAnOperatorDecides() {
        try (var log = TestLog.create("restored")) {
            var stream = UUID.randomUUID();
            try (var relay = log.relay()) {
                log.append(log.event(stream, 1), log.event(stream, 2));
                log.receive(2);
                assertTrue(relay.status().leading());
            }
            log.disconnect();
            copyDatabase(log.name, log.name + "backup");
            try (var relay = log.relay()) {
                log.append(log.event(stream, 3), log.event(stream, 4), log.event(stream, 5));
                log.receive(5);
                assertTrue(relay.status().leading());
            }
            log.disconnect();
            onServer("drop database " + log.name);
            copyDatabase(log.name + "backup", log.name);

            try (var relay = log.relay()) {
                TestLog.eventually(
                        "the log halts", () -> relay.status().halted().isPresent());
                assertFalse(relay.status().leading());
                assertTrue(
                        relay.status().halted().orElseThrow().startsWith("Kafka has sequence 5 with event "),
                        relay.status().halted().orElseThrow());
                assertThrows(LogHaltedException.class, () -> log.append(log.event(stream, 3)));
                assertEquals(2, log.number("select count(*) from event"));
                log.receive(5);

                relay.resume("the three are accounted for");
                log.append(log.event(stream, 3));
                var received = log.receive(6);

                assertEquals(
                        List.of(1L, 2L, 3L, 4L, 5L, 6L),
                        received.stream().map(TestLog.Received::sequence).toList());
                assertEquals(3, log.number("select first from log_gap"));
                assertEquals(5, log.number("select last from log_gap"));
                TestLog.eventually(
                        "it is free again",
                        () -> relay.status().halted().isEmpty()
                                && relay.status().sent() == 6);
            }
            try (var relay = log.relay()) {
                log.append(log.event(stream, 4));
                log.receive(7);
                assertTrue(relay.status().leading());
            }
        }
    }

    @Test
    void aDatabaseOfAnotherPastStaysHalted() {
        try (var log = TestLog.create("diverged")) {
            var stream = UUID.randomUUID();
            try (var relay = log.relay()) {
                log.append(log.event(stream, 1));
                log.receive(1);
                assertTrue(relay.status().leading());
            }
            log.execute("update event set event_id = gen_random_uuid()");

            try (var relay = log.relay()) {
                TestLog.eventually(
                        "the log halts", () -> relay.status().halted().isPresent());
                assertThrows(RuntimeException.class, () -> relay.resume("hopefully"));
                assertThrows(LogHaltedException.class, () -> log.append(log.event(stream, 2)));
            }
        }
    }

    @Test
    void aTopicThatWasReplacedStopsTheSendingAndNotTheWriting() throws Exception {
        try (var log = TestLog.create("replaced");
                var admin = Admin.create(
                        Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            var stream = UUID.randomUUID();
            try (var relay = log.relay()) {
                log.append(log.event(stream, 1), log.event(stream, 2));
                log.receive(2);
                assertTrue(relay.status().leading());
            }
            admin.deleteTopics(log.topics).all().get();
            admin.createTopics(log.topics.stream()
                            .map(topic -> new NewTopic(topic, 3, (short) 1))
                            .toList())
                    .all()
                    .get();

            try (var relay = log.relay()) {
                TestLog.eventually("it stops", () -> relay.status().halted().isPresent());
                assertTrue(relay.status().halted().orElseThrow().startsWith("The topic "));
                log.append(log.event(stream, 3));
                assertTrue(relay.status().leading());

                relay.resume("the topics are to be filled again");
                log.checkOrder(log.receive(3));
                TestLog.eventually(
                        "it is free again", () -> relay.status().halted().isEmpty());
            }

            admin.createPartitions(Map.of(log.topics.getFirst(), NewPartitions.increaseTo(7)))
                    .all()
                    .get();
            try (var relay = log.relay()) {
                TestLog.eventually("it stops", () -> relay.status().halted().isPresent());
            }
        }
    }

    @Test
    void topicsAreKeptForEver() throws ExecutionException, InterruptedException {
        try (var log = TestLog.create("forever");
                var relay = log.relay();
                var admin = Admin.create(
                        Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            log.append(log.event(UUID.randomUUID(), 1));
            log.receive(1);
            assertTrue(relay.status().leading());
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, log.topics.getFirst());
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertEquals("-1", config.get("retention.ms").value());
            assertEquals("delete", config.get("cleanup.policy").value());
        }
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() {
        try (var log = TestLog.create("database");
                var relay = log.relay()) {
            var stream = UUID.randomUUID();
            log.append(log.event(stream, 1));
            log.receive(1);
            onServer("alter database " + log.name + " with allow_connections false");
            log.disconnect();
            TestLog.eventually("the relay is without", () -> !relay.status().leading());
            onServer("alter database " + log.name + " with allow_connections true");

            log.append(log.event(stream, 2));
            log.checkOrder(log.receive(2));
        }
    }

    @Test
    void goesOnWhenTheBrokerIsBackAndGivesSequencesMeanwhile(@TempDir Path folder) {
        int port = freePort();
        int controllerPort = freePort();
        try (var log = TestLog.create("broker")) {
            log.bootstrapServers = "localhost:" + port;
            var stream = UUID.randomUUID();
            try (var relay = Relay.start(log.settings(Duration.ofSeconds(2)))) {
                log.append(log.event(stream, 1));
                TestLog.eventually(
                        "the relay leads without a broker", () -> relay.status().leading());
                assertEquals(0, relay.status().sequence());
                try (var broker = EmbeddedKafkaServer.start(folder, port, controllerPort)) {
                    assertEquals(log.bootstrapServers, broker.bootstrapServers());
                    log.receive(1);
                }
                for (int version = 2; version <= 50; version++) {
                    log.append(log.event(stream, version));
                }
                TestLog.eventually("sequences are given", () -> relay.status().sequence() == 50);
                assertTrue(relay.status().backlog() >= 49);
                TestLog.eventually(
                        "the backlog has an age", () -> relay.status().backlogSeconds() > 0);
                try (var broker = EmbeddedKafkaServer.start(folder, port, controllerPort)) {
                    assertEquals(log.bootstrapServers, broker.bootstrapServers());
                    log.checkOrder(log.receive(50));
                    TestLog.eventually("nothing is left", () -> relay.status().backlog() == 0);
                }
            }
        }
    }

    private static void copyDatabase(String from, String to) {
        onServer("create database " + to + " template " + from);
    }

    private static void onServer(String sql) {
        try (var connection = Backends.postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
