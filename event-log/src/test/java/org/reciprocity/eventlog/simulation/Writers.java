package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Those who append: several transactions at once, each locks its streams, appends, and commits or rolls back a good while
 * later, in any order.
 */
final class Writers {
    private static final int STREAMS = 8;
    private static final int AT_ONCE = 5;

    private static final class Transaction {
        final Set<UUID> locked = new HashSet<>();
        final List<Database.Event> appended = new ArrayList<>();
        boolean full;
    }

    private final World world;
    private final Database database;
    private final List<Transaction> open = new ArrayList<>();
    private long uuids;

    Writers(World world, Database database) {
        this.world = world;
        this.database = database;
    }

    /** Something happens in one of the transactions, or one begins. */
    void step(boolean begin) {
        if (begin && open.size() < AT_ONCE && world.chance(0.5)) {
            begin();
        } else if (!open.isEmpty()) {
            var transaction = open.get(world.random.nextInt(open.size()));
            if (!transaction.full) {
                append(transaction);
            } else {
                open.remove(transaction);
                if (!world.chance(0.2)) {
                    commit(transaction);
                }
            }
        }
    }

    /** One event is committed. */
    void append(UUID stream) {
        var transaction = new Transaction();
        transaction.locked.add(stream);
        append(transaction);
        commit(transaction);
    }

    boolean idle() {
        return open.isEmpty();
    }

    /** The database went away: nothing of this is ever committed. */
    void rollBackAll() {
        open.clear();
    }

    private void begin() {
        var transaction = new Transaction();
        int streams = 1 + world.random.nextInt(3);
        for (int i = 0; i < streams; i++) {
            var stream = new UUID(0, 1 + world.random.nextInt(STREAMS));
            if (open.stream().noneMatch(other -> other.locked.contains(stream))) {
                transaction.locked.add(stream);
            }
        }
        if (!transaction.locked.isEmpty()) {
            open.add(transaction);
        }
    }

    private void append(Transaction transaction) {
        transaction.full = true;
        if (!database.halted.isEmpty()) {
            return;
        }
        long cause = database.events.isEmpty()
                ? 0
                : (long) database.events.keySet().toArray()[world.random.nextInt(database.events.size())];
        Map<UUID, Long> versions = new HashMap<>();
        for (var stream : transaction.locked) {
            for (int more = 1 + world.random.nextInt(2); more > 0; more--) {
                long version = versions.merge(stream, database.versions.getOrDefault(stream, 0L) + 1, (a, b) -> a + 1);
                transaction.appended.add(new Database.Event(
                        ++database.lastId,
                        new UUID(1, ++uuids),
                        stream.toString(),
                        stream,
                        version,
                        new UUID(2, stream.getLeastSignificantBits() % 2),
                        cause));
            }
        }
    }

    private void commit(Transaction transaction) {
        for (var event : transaction.appended) {
            database.events.put(event.id(), event);
            database.pending.add(event.id());
            database.versions.merge(event.stream(), event.version(), Math::max);
        }
    }
}
