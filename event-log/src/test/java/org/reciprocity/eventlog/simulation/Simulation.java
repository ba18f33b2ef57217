package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.reciprocity.eventlog.relay.LogUnavailableException;

/** One run, decided by its seed alone. */
final class Simulation {
    private static final int TURMOIL = 600;
    private static final int REST = 20_000;

    /** So many steps without anything left to do are rest: long enough for a leader to find out that it is not. */
    private static final int LULL = 500;

    private final World world;
    private final Database database = new Database();
    private final Broker broker = new Broker();
    private final Writers writers;
    private final List<SimulatedRelay> relays = new ArrayList<>();
    private final SimulatedFold fold;
    private final Model model = new Model(database, broker);
    private final boolean restores;
    private Database backup = new Database();
    private boolean settling;

    private Simulation(long seed, Mutation mutation) {
        world = new World(seed, mutation);
        writers = new Writers(world, database);
        fold = new SimulatedFold(world, broker);
        restores = world.chance(0.25);
        for (int number = 1 + world.random.nextInt(3); number > 0; number--) {
            relays.add(new SimulatedRelay(world, database, broker, number));
        }
    }

    /** Runs it; whatever is wrong is an {@link AssertionError} that names the seed. */
    static void run(long seed, Mutation mutation) {
        try {
            new Simulation(seed, mutation).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Run again with -Dseed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void run() {
        for (int step = 0; step < TURMOIL; step++) {
            turmoil();
            model.check();
        }
        world.faults = 0;
        world.sluggishness = 0;
        settling = true;
        relays.forEach(SimulatedRelay::goOn);
        int steps = 0;
        for (int still = 0; still < LULL; still = atRest() ? still + 1 : 0) {
            calm();
            model.check();
            if (++steps > REST) {
                throw new AssertionError("It does not come to rest: sequence " + database.sequence + ", pending "
                        + database.pending.size() + ", halted " + database.halted);
            }
        }
        fold.drain();
        model.checkAtRest(fold);
    }

    private void turmoil() {
        world.milliseconds += world.chance(0.02) ? World.LEASE : world.random.nextInt(20);
        switch (world.random.nextInt(100)) {
            case 0 -> relay().crash();
            case 1 -> relay().stop();
            case 2 -> broker.timeOut();
            case 3, 4, 5 -> arrive();
            case 6 -> backUpOrRestore();
            case 7 -> database.resume();
            default -> calm();
        }
    }

    private void calm() {
        world.milliseconds += 5;
        switch (world.random.nextInt(10)) {
            case 0, 1, 2 -> writers.step(!settling);
            case 3 -> fold.step();
            case 4 -> {
                if (!world.chance(world.sluggishness)) {
                    broker.completeOne();
                }
            }
            default -> relay().step();
        }
        if (settling) {
            database.resume();
        }
    }

    private SimulatedRelay relay() {
        return relays.get(world.random.nextInt(relays.size()));
    }

    /** A request that was on its way reaches its server, from whomever. */
    private void arrive() {
        if (!world.onTheirWay.isEmpty()) {
            try {
                world.onTheirWay
                        .remove(world.random.nextInt(world.onTheirWay.size()))
                        .run();
            } catch (LogUnavailableException e) {
                // Refused, and nobody is there to hear it.
                return;
            }
        }
    }

    private void backUpOrRestore() {
        if (!restores) {
            return;
        }
        if (world.chance(0.7)) {
            backup = database.copy();
        } else {
            writers.rollBackAll();
            database.restore(backup);
            model.restored();
        }
    }

    private boolean atRest() {
        return writers.idle()
                && database.pending.isEmpty()
                && broker.settled()
                && relays.stream().anyMatch(SimulatedRelay::leading)
                && published();
    }

    private boolean published() {
        return database.sequence == 0
                || IntStream.range(0, Broker.PARTITIONS)
                        .mapToObj(broker::tail)
                        .flatMap(Optional::stream)
                        .anyMatch(tail -> tail.sequence() >= database.sequence);
    }
}
