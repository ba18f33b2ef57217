package org.reciprocity.matching.model;

import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.reciprocity.matching.model.RoundModel.Field;

/** Tries every way to give out every minute. For tiny fields only. */
final class BruteForce {
    private final Field field;
    private final Predicate<long[]> allowed;
    private final long[] capacities;
    private final long[] demands;
    private final long[] balances;
    private Optimum best = new Optimum(0, 0);

    private BruteForce(Field field, Predicate<long[]> allowed) {
        this.field = field;
        this.allowed = allowed;
        this.capacities = field.supplies().stream().mapToLong(s -> s.minutes()).toArray();
        this.demands = field.demands().stream().mapToLong(d -> d.minutes()).toArray();
        this.balances = new long[field.supplies().size() + field.demands().size()];
    }

    /** Of all ways. */
    static Optimum best(Field field) {
        var all = new BruteForce(field, balances -> true);
        all.from(0, 0, 0);
        return all.best;
    }

    /** Of the ways in which everybody gives what they receive; of a field that is among participants. */
    static Optimum balanced(Field field) {
        var all = new BruteForce(field, balances -> LongStream.of(balances).allMatch(balance -> balance == 0));
        all.from(0, 0, 0);
        return all.best;
    }

    private void from(int candidate, long minutes, long score) {
        if (candidate == field.candidates().size()) {
            if (allowed.test(balances)) {
                best = best.better(new Optimum(minutes, score));
            }
            return;
        }
        var pair = field.candidates().get(candidate);
        int supply = Fields.place(pair.supply().offer());
        int demand = Fields.place(pair.demand().request());
        int giver = Fields.place(pair.supply().giver());
        int receiver = Fields.place(pair.demand().receiver());
        long most = Math.min(capacities[supply], demands[demand]);
        for (long some = 0; some <= most; some++) {
            move(supply, demand, giver, receiver, some);
            from(candidate + 1, minutes + some, score + some * pair.score().total());
            move(supply, demand, giver, receiver, -some);
        }
    }

    private void move(int supply, int demand, int giver, int receiver, long minutes) {
        capacities[supply] -= minutes;
        demands[demand] -= minutes;
        balances[giver] += minutes;
        balances[receiver] -= minutes;
    }
}
