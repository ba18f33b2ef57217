package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What all actors of a simulation share: chance, time, how often things fail, how late the broker completes transactions, what
 * is on its way to a server although nobody waits for it any more, and what is wrong on purpose.
 */
final class World {
    static final long LEASE = 1_000;

    final Random random;
    final Mutation mutation;
    final List<Runnable> onTheirWay = new ArrayList<>();
    double faults;
    double sluggishness;
    long milliseconds;

    World(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.mutation = mutation;
        this.sluggishness = random.nextDouble();
        this.faults = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.3;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Whether something fails here and now. */
    boolean fails() {
        return chance(faults);
    }

    boolean has(Mutation wrong) {
        return mutation == wrong;
    }
}
