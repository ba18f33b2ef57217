package org.reciprocity.reporting.generation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The four topics as Kafka has them. */
public final class LogTopics implements AutoCloseable {

    /** The topic of who is who, and takes part in what. */
    public static final String REGISTRY = "reciprocity.registry.v1";

    /** Their names. */
    public static final Set<String> NAMES =
            Set.of(REGISTRY, "reciprocity.exchanges.v1", "reciprocity.outcomes.v1", "reciprocity.matches.v1");

    private static final long PATIENCE_SECONDS = 10;

    private final Set<String> names;
    private final Admin admin;

    /**
     * A topic.
     *
     * @param id the id that Kafka gave it; another topic of the same name has another
     * @param partitions how many partitions it has
     */
    public record Topic(String id, int partitions) {}

    /** Topics of these names, with the Kafka client's settings. */
    public LogTopics(Set<String> names, Map<String, String> kafka) {
        this.names = Set.copyOf(names);
        var settings = new HashMap<String, Object>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8000);
        admin = Admin.create(settings);
    }

    /** The topics by name; empty while one of them does not exist yet. */
    public Map<String, Topic> describe() {
        try {
            var topics = new TreeMap<String, Topic>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .forEach((name, description) -> topics.put(
                            name,
                            new Topic(
                                    description.topicId().toString(),
                                    description.partitions().size())));
            return topics;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw new KafkaException("Cannot describe the topics", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    /** The committed ends: the offset after the last record that a reader of committed records sees, by partition. */
    public Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        return await(offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED));
    }

    /** The first offsets there are, by partition. */
    public Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) {
        return await(offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED));
    }

    /**
     * The ends of all that is written, without waiting. A transaction's end is acknowledged to who writes it a moment before
     * its records can be read: who is to have read all that was acknowledged has to have come to these ends.
     */
    public CompletionStage<Map<TopicPartition, Long>> writtenEnds(Set<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED)
                .toCompletionStage();
    }

    private KafkaFuture<Map<TopicPartition, Long>> offsets(
            Set<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        var wanted = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .thenApply(offsets -> offsets.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset())));
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot list offsets", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    /** All partitions of topics. */
    public static Set<TopicPartition> partitions(Map<String, Topic> topics) {
        return topics.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue().partitions())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
