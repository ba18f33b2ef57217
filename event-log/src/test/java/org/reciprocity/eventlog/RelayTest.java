package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
}
