package org.reciprocity.matching.round;

import org.reciprocity.matching.round.MinCostFlowRoundTest.Optimum;
import org.reciprocity.matching.round.RoundModel.Field;

/** Tries every way to give out every minute. For tiny fields only. */
final class BruteForce {
    private final Field field;
    private final long[] capacities;
    private final long[] demands;
    private Optimum best = new Optimum(0, 0);

    private BruteForce(Field field) {
        this.field = field;
        this.capacities = field.gives().stream().mapToLong(g -> g.minutes()).toArray();
        this.demands = field.needs().stream().mapToLong(n -> n.minutes()).toArray();
    }

    static Optimum best(Field field) {
        var all = new BruteForce(field);
        all.from(0, 0, 0);
        return all.best;
    }

    private void from(int candidate, long minutes, long score) {
        if (candidate == field.candidates().size()) {
            if (minutes > best.minutes() || (minutes == best.minutes() && score > best.score())) {
                best = new Optimum(minutes, score);
            }
            return;
        }
        var pair = field.candidates().get(candidate);
        int give = Fields.place(pair.give().offer());
        int need = Fields.place(pair.need().request());
        long most = Math.min(capacities[give], demands[need]);
        for (long some = 0; some <= most; some++) {
            capacities[give] -= some;
            demands[need] -= some;
            from(candidate + 1, minutes + some, score + some * pair.score().total());
            capacities[give] += some;
            demands[need] += some;
        }
    }
}
