package org.reciprocity.local.bench;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.matching.model.IdOrder;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;

/**
 * The graph of a round as plain arrays, made beforehand, and OR-Tools called on it with nothing around: what the model is
 * held against.
 */
final class BareFlow {
    private static final long TIES = 8191;

    private final int[] from;
    private final int[] to;
    private final long[] capacities;
    private final long[] costs;
    private final int[] scores;
    private final long[] supplies;

    private BareFlow(Field field, boolean ties) {
        var gives = ranks(field.supplies(), Supply::offer);
        var needs = ranks(field.demands(), Demand::request);
        int pairs = field.candidates().size();
        this.from = new int[pairs];
        this.to = new int[pairs];
        this.capacities = new long[pairs];
        this.costs = new long[pairs];
        this.scores = new int[pairs];
        this.supplies = new long[gives.size() + needs.size()];
        field.supplies().forEach(supply -> supplies[gives.get(supply.offer())] = supply.minutes());
        field.demands().forEach(demand -> supplies[gives.size() + needs.get(demand.request())] = -demand.minutes());
        int best = field.candidates().stream()
                .mapToInt(pair -> pair.score().total())
                .max()
                .orElseThrow();
        long point = ties ? 2L * Math.min(gives.size(), needs.size()) * TIES : 1;
        for (int pair = 0; pair < pairs; pair++) {
            var candidate = field.candidates().get(pair);
            int give = gives.get(candidate.supply().offer());
            int need = needs.get(candidate.demand().request());
            from[pair] = give;
            to[pair] = gives.size() + need;
            capacities[pair] = candidate.minutes();
            scores[pair] = candidate.score().total();
            costs[pair] = (best - scores[pair]) * point + (ties ? (give + 1L) * (need + 1L) % TIES : 0);
        }
    }

    /** With the model's objective: minutes, points, ties. */
    static BareFlow withTies(Field field) {
        return new BareFlow(field, true);
    }

    /** With minutes and points only; which of several optima it finds is left to the solver. */
    static BareFlow withoutTies(Field field) {
        return new BareFlow(field, false);
    }

    private static <T> Map<UUID, Integer> ranks(List<T> things, Function<T, UUID> id) {
        var ranks = new HashMap<UUID, Integer>();
        things.stream().map(id).sorted(IdOrder.UNSIGNED).forEach(one -> ranks.put(one, ranks.size()));
        return ranks;
    }

    /**
     * What came out.
     *
     * @param minutes that flow
     * @param points of those minutes
     */
    record Optimum(long minutes, long points) {}

    /** Solves it. */
    Optimum solve() {
        var flow = new MinCostFlow(supplies.length, from.length);
        try {
            for (int pair = 0; pair < from.length; pair++) {
                flow.addArcWithCapacityAndUnitCost(from[pair], to[pair], capacities[pair], costs[pair]);
            }
            for (int node = 0; node < supplies.length; node++) {
                flow.setNodeSupply(node, supplies[node]);
            }
            var status = flow.solveMaxFlowWithMinCost();
            if (status != Status.OPTIMAL) {
                throw new IllegalStateException("The solver answered " + status);
            }
            long minutes = 0;
            long points = 0;
            for (int pair = 0; pair < from.length; pair++) {
                long on = flow.getFlow(pair);
                minutes += on;
                points += on * scores[pair];
            }
            return new Optimum(minutes, points);
        } finally {
            flow.delete();
        }
    }
}
