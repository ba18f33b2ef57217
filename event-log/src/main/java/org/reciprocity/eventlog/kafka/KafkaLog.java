package org.reciprocity.eventlog.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.PublishedLog;
import org.reciprocity.eventlog.relay.Tail;
import org.reciprocity.eventlog.relay.TopicIdentity;

/** {@link PublishedLog} on the topics of a log, which nobody else writes. */
public final class KafkaLog implements PublishedLog {

    /** The topic's settings that a log cannot do without: kept for ever, never compacted. */
    private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1", "cleanup.policy", "delete");

    private final String log;
    private final Set<String> topics;
    private final int partitions;
    private final short replication;
    private final String chainHeader;
    private final Map<String, String> client;
    private final Duration patience;
    private Admin admin;

    /**
     * Connects when it is first used.
     *
     * @param log the log's short name, and the {@code transactional.id} of its writer
     * @param topics its topics
     * @param partitions of a topic that is created
     * @param replication of a topic that is created
     * @param chainHeader the header that carries an event's chain
     * @param client the Kafka client's settings, with {@code bootstrap.servers}
     * @param patience how long to wait for an answer
     */
    public KafkaLog(
            String log,
            List<String> topics,
            int partitions,
            short replication,
            String chainHeader,
            Map<String, String> client,
            Duration patience) {
        this.log = log;
        this.topics = Set.copyOf(topics);
        this.partitions = partitions;
        this.replication = replication;
        this.chainHeader = chainHeader;
        this.client = Map.copyOf(client);
        this.patience = patience;
    }

    @Override
    public Map<String, TopicIdentity> topics(Set<String> known) {
        return asking("Asking for the topics", () -> {
            var found = describe();
            var missing = topics.stream()
                    .filter(topic -> !known.contains(topic) && !found.containsKey(topic))
                    .map(topic -> new NewTopic(topic, partitions, replication).configs(FOR_EVER))
                    .toList();
            if (missing.isEmpty()) {
                return found;
            }
            for (var created : admin().createTopics(missing).values().values()) {
                try {
                    answer(created);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            var all = describe();
            if (!all.keySet()
                    .containsAll(topics.stream()
                            .filter(topic -> !known.contains(topic))
                            .toList())) {
                throw new TimeoutException("The topics that were created are not to be seen yet");
            }
            return all;
        });
    }

    private Map<String, TopicIdentity> describe() throws ExecutionException, TimeoutException, InterruptedException {
        var there = answer(admin().listTopics().names());
        var described = answer(
                admin().describeTopics(topics.stream().filter(there::contains).toList())
                        .allTopicNames());
        var identities = new HashMap<String, TopicIdentity>();
        described.forEach((topic, description) -> identities.put(
                topic,
                new TopicIdentity(
                        description.topicId().toString(),
                        description.partitions().size())));
        return identities;
    }

    @Override
    public Writer open() {
        return KafkaWriter.open(log, topics, chainHeader, client, patience);
    }

    @Override
    public Ends ends() {
        var ends = asking("Asking for the ends of the topics", () -> {
            var all = partitions();
            var last = offsets(all, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
            var committed = offsets(all, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
            boolean settled = last.entrySet().stream().allMatch(end -> committed.get(end.getKey()) >= end.getValue());
            return settled ? Optional.of(last) : Optional.<Map<TopicPartition, Long>>empty();
        });
        if (ends.isEmpty()) {
            return new Ends.Unsettled();
        }
        var beginnings = asking(
                "Asking for the beginnings of the topics",
                () -> offsets(
                        List.copyOf(ends.get().keySet()), OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED));
        try (var reader = new TailReader(client, patience)) {
            Optional<Tail> highest = Optional.empty();
            for (var end : ends.get().entrySet()) {
                var tail = reader.last(end.getKey(), beginnings.get(end.getKey()), end.getValue());
                if (tail.isPresent()
                        && (highest.isEmpty()
                                || highest.get().sequence() < tail.get().sequence())) {
                    highest = tail;
                }
            }
            return new Ends.Settled(highest);
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, TimeoutException, InterruptedException {
        var all = new ArrayList<TopicPartition>();
        describe().forEach((topic, identity) -> {
            for (int partition = 0; partition < identity.partitions(); partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        });
        return all;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> of, OffsetSpec which, IsolationLevel isolation)
            throws ExecutionException, TimeoutException, InterruptedException {
        var asked = of.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        var found = answer(
                admin().listOffsets(asked, new ListOffsetsOptions(isolation)).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    private interface Question<T> {
        T ask() throws ExecutionException, TimeoutException, InterruptedException;
    }

    private <T> T asking(String doing, Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            close();
            throw new LogUnavailableException(doing, e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new LogUnavailableException(doing, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Admin admin() {
        if (admin == null) {
            var settings = new HashMap<String, Object>(client);
            settings.put("client.id", "relay-" + log + "-admin");
            settings.put("request.timeout.ms", Long.toString(patience.toMillis()));
            settings.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
            admin = Admin.create(settings);
        }
        return admin;
    }

    @Override
    public void close() {
        if (admin != null) {
            var closing = admin;
            admin = null;
            closing.close(Duration.ZERO);
        }
    }
}
