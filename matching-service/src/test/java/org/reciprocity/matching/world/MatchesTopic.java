package org.reciprocity.matching.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the service has published, as any consumer reads it. */
public final class MatchesTopic {
    private static final String TOPIC = "reciprocity.matches.v1";

    private MatchesTopic() {}

    /** The events of a community in the order of their sequence, once there are so many. */
    public static List<Published> events(UUID community, int number) {
        var found = new ArrayList<Published>();
        Eventually.eventually(number + " events are published", () -> {
            found.clear();
            found.addAll(events(community));
            return found.size() >= number;
        });
        return found;
    }

    private static List<Published> events(UUID community) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                10);
        var events = new ArrayList<Published>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var event = Published.of(record);
                    if (event.header("ce_community").equals(community.toString())) {
                        events.add(event);
                    }
                }
            }
        }
        events.sort(Comparator.comparingLong(event -> Long.parseLong(event.header("ce_sequence"))));
        return events;
    }

    /**
     * A published event.
     *
     * @param key the record's key
     * @param headers the headers, in order
     * @param body the body
     */
    public record Published(String key, Map<String, String> headers, String body) {

        private static Published of(ConsumerRecord<String, String> record) {
            var headers = new LinkedHashMap<String, String>();
            record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
            return new Published(record.key(), headers, record.value());
        }

        /** A header. */
        public String header(String name) {
            return headers.get(name);
        }

        /** The type without the project's prefix. */
        public String type() {
            return header("ce_type").replace("org.reciprocity.", "");
        }
    }
}
