package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.SequenceStore;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.Tail;
import org.reciprocity.eventlog.relay.TopicIdentity;

/** A relay's connection to the {@link Database}: fails before or after the effect, or stops inside its transaction. */
final class DatabaseSession implements SequenceStore {
    private final World world;
    private final Database database;
    private final String relay;
    private final HashChain chain = new HashChain("simulated");
    private String overstaying = "";

    DatabaseSession(World world, Database database, String relay) {
        this.world = world;
        this.database = database;
        this.relay = relay;
    }

    private <T> T transaction(Supplier<T> work) {
        if (world.fails()) {
            throw new LogUnavailableException("Before it was done", null);
        }
        var result = work.get();
        if (world.fails()) {
            throw new LogUnavailableException("After it was done", null);
        }
        return result;
    }

    @Override
    public Claim claim(String claimant) {
        return transaction(() -> {
            if (!database.halted.isEmpty()) {
                return new Claim.Halted(database.halted);
            }
            boolean ended = world.milliseconds >= database.leaseUntil || database.leader.equals(claimant);
            if (!ended) {
                return new Claim.Held();
            }
            if (database.locked(world.milliseconds, "")) {
                if (database.lockedBy.equals(overstaying)) {
                    database.lockedBy = "";
                }
                overstaying = database.lockedBy;
                return new Claim.Held();
            }
            database.epoch++;
            database.leader = claimant;
            database.leaseUntil = world.milliseconds + World.LEASE;
            return new Claim.Granted(database.epoch, database.sequence);
        });
    }

    @Override
    public void release(long epoch) {
        transaction(() -> {
            if (database.epoch == epoch) {
                database.leaseUntil = world.milliseconds;
            }
            return null;
        });
    }

    @Override
    public Holding holding(long epoch) {
        return transaction(() -> {
            if (database.epoch != epoch || !database.halted.isEmpty()) {
                return Holding.LOST;
            }
            return database.stopped.isEmpty() ? Holding.LEADS : Holding.STOPPED;
        });
    }

    @Override
    public Sequencing sequence(long epoch, long sequence, int limit, long sent, boolean renew) {
        if (world.fails() && world.chance(0.3) && !database.locked(world.milliseconds, "")) {
            database.lockedBy = relay;
            database.lockedUntil = world.milliseconds + World.LEASE * (world.chance(0.5) ? 2 : 20) / 3;
            if (world.chance(0.5)) {
                long until = database.lockedUntil;
                world.onTheirWay.add(() -> {
                    if (database.lockedBy.equals(relay)
                            && database.lockedUntil == until
                            && world.milliseconds < until) {
                        database.lockedBy = "";
                        give(epoch, sequence, limit);
                    }
                });
            }
            throw new Stopped();
        }
        return transaction(() -> {
            if (!renew && database.pending.isEmpty()) {
                return new Sequencing.Given(List.of(), sequence);
            }
            if (database.locked(world.milliseconds, "")) {
                throw new LogUnavailableException("The row is locked", null);
            }
            return give(epoch, sequence, limit);
        });
    }

    private Sequencing give(long epoch, long sequence, int limit) {
        boolean mine = database.epoch == epoch && database.sequence == sequence;
        if (!database.halted.isEmpty() || !(mine || world.has(Mutation.TRUSTS_THE_CALLER))) {
            return new Sequencing.NotLeading();
        }
        long next = sequence;
        var given = new ArrayList<SequencedEvent>();
        for (var event : database.take(limit, world.has(Mutation.POLLS_PAST_THE_LAST_ID))) {
            next++;
            var before = database.chainHeads.getOrDefault(event.chain(), HashChain.beginning());
            var link = chain.link(before, event.at(next));
            database.chainHeads.put(event.chain(), link);
            given.add(event.at(next));
            database.entries.put(next, new Database.Entry(event, HexFormat.of().formatHex(link)));
        }
        database.sequence = next;
        database.leaseUntil = world.milliseconds + World.LEASE;
        return new Sequencing.Given(given, next);
    }

    @Override
    public List<SequencedEvent> read(long from, int limit) {
        return transaction(() -> {
            var events = new ArrayList<SequencedEvent>();
            database.entries.tailMap(from, true).forEach((sequence, entry) -> {
                if (events.size() < limit) {
                    events.add(entry.event().at(sequence));
                }
            });
            return events;
        });
    }

    @Override
    public Optional<UUID> eventAt(long sequence) {
        return transaction(() -> {
            var entry = database.entries.get(sequence);
            return entry == null
                    ? Optional.ofNullable(database.gaps.get(sequence))
                    : Optional.of(entry.event().uuid());
        });
    }

    @Override
    public void halt(long epoch, String reason, Tail tail) {
        transaction(() -> {
            if (database.epoch == epoch && database.halted.isEmpty()) {
                database.halted = reason;
                database.haltedSequence = tail.sequence();
                database.haltedEvent = tail.event();
            }
            return null;
        });
    }

    @Override
    public void stop(long epoch, String reason) {
        transaction(() -> {
            if (database.epoch == epoch && database.stopped.isEmpty()) {
                database.stopped = reason;
            }
            return null;
        });
    }

    @Override
    public Map<String, TopicIdentity> topics() {
        return transaction(() -> database.topics);
    }

    @Override
    public void remember(Map<String, TopicIdentity> topics) {
        transaction(() -> {
            var all = new HashMap<>(topics);
            all.putAll(database.topics);
            database.topics = Map.copyOf(all);
            return null;
        });
    }

    @Override
    public Standing standing(long sent) {
        return transaction(() -> new Standing(database.sequence, sent, database.pending.size(), 0, Optional.empty()));
    }

    @Override
    public void close() {
        if (database.lockedBy.equals(relay)) {
            database.lockedBy = "";
        }
    }
}
