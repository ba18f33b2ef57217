package org.reciprocity.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class BackendsTest {

    @Test
    void postgresIsOfTheVersionThatProductionRuns() throws Exception {
        Backends.postgres().createDatabase("backends");
        Backends.postgres().createDatabase("backends");
        try (var connection = Backends.postgres().connect("backends");
                var rows = connection.createStatement().executeQuery("show server_version")) {
            assertTrue(rows.next());
            assertTrue(rows.getString(1).startsWith("18"), rows.getString(1));
        }
    }

    @Test
    void theBrokerCreatesTopics() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("backends", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
            assertEquals(
                    3,
                    admin.describeTopics(List.of("backends"))
                            .allTopicNames()
                            .get()
                            .get("backends")
                            .partitions()
                            .size());
        }
    }
}
