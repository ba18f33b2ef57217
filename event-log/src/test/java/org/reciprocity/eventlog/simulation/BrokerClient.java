package org.reciprocity.eventlog.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.PublishedLog;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.Tail;
import org.reciprocity.eventlog.relay.TopicIdentity;

/**
 * A relay's client of the {@link Broker}. What it sent may still be on its way when the call has failed, or when the relay is
 * gone: the rest then arrives later, and a writer that was fenced meanwhile is refused.
 */
final class BrokerClient implements PublishedLog {
    private final World world;
    private final Database database;
    private final Broker broker;
    private Optional<Tail> remembered = Optional.empty();

    BrokerClient(World world, Database database, Broker broker) {
        this.world = world;
        this.database = database;
        this.broker = broker;
    }

    @Override
    public Map<String, TopicIdentity> topics(Set<String> known) {
        failSometimes();
        return broker.topicId.isEmpty()
                ? Map.of()
                : Map.of(Broker.TOPIC, new TopicIdentity(broker.topicId, Broker.PARTITIONS));
    }

    @Override
    public Writer open() {
        failSometimes();
        long epoch = broker.initTransactions();
        if (!world.chance(world.sluggishness)) {
            broker.completeAll();
        }
        failSometimes();
        return new BrokerWriter(epoch);
    }

    @Override
    public Ends ends() {
        failSometimes();
        if (!broker.settled() && !world.has(Mutation.DOES_NOT_WAIT_FOR_THE_ENDS)) {
            return new Ends.Unsettled();
        }
        if (remembered.isPresent() && world.has(Mutation.REMEMBERS_WHAT_IT_SENT)) {
            return new Ends.Settled(remembered);
        }
        int partitions = world.has(Mutation.LOOKS_AT_ONE_PARTITION) ? 1 : Broker.PARTITIONS;
        var tail = IntStream.range(0, partitions)
                .mapToObj(broker::tail)
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Tail::sequence));
        return new Ends.Settled(world.has(Mutation.DOES_NOT_COMPARE_THE_END) ? tail.flatMap(this::asIfTheSame) : tail);
    }

    private Optional<Tail> asIfTheSame(Tail tail) {
        var same = database.entries.floorEntry(tail.sequence());
        return same == null
                ? Optional.empty()
                : Optional.of(new Tail(same.getKey(), same.getValue().event().uuid()));
    }

    private void failSometimes() {
        if (world.fails()) {
            throw new LogUnavailableException("The broker does not answer", null);
        }
    }

    @Override
    public void close() {}

    private final class BrokerWriter implements Writer {
        private final long epoch;

        BrokerWriter(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void write(List<SequencedEvent> events) {
            failSometimes();
            if (world.fails()) {
                int arrived = world.random.nextInt(events.size() + 1);
                events.subList(0, arrived).forEach(this::send);
                if (world.chance(0.5)) {
                    world.onTheirWay.add(() -> finish(events.subList(arrived, events.size())));
                }
                if (world.chance(0.3)) {
                    throw new Stopped();
                }
                throw new LogUnavailableException("The broker did not answer", null);
            }
            finish(events);
            failSometimes();
            remembered = Optional.of(
                    new Tail(events.getLast().sequence(), events.getLast().id()));
        }

        private void finish(List<SequencedEvent> events) {
            events.forEach(this::send);
            check();
            broker.endTransaction(true);
        }

        private void send(SequencedEvent event) {
            check();
            broker.send(event);
        }

        private void check() {
            if (broker.epoch != epoch && !world.has(Mutation.DOES_NOT_FENCE)) {
                throw new LogUnavailableException("Fenced", null);
            }
        }

        @Override
        public void close() {}
    }
}
