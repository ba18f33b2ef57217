package org.reciprocity.matching.round;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.IdOrder;
import org.reciprocity.matching.fit.Need;

/**
 * The round: of all ways to serve the most minutes, one with the highest score, summed over the minutes. Exact: a maximum
 * flow of minimum cost from offers to requests (Ahuja, Magnanti and Orlin, "Network Flows", 1993, chapter 9), by the
 * cost-scaling push-relabel of OR-Tools, in whole numbers.
 *
 * <p>Ties are broken inside the objective. A unit's cost is {@code (best - score) * scale + tie}: {@code tie} is the product
 * of the ranks that offer and request have by id, reduced modulo what 64 bits leave room for, and {@code scale} is more than
 * all ties of a flow together, so that no tie outweighs a point. Offers, requests and pairs go in by id.
 */
@ApplicationScoped
public class MinCostFlowRound implements RoundModel {
    private static final String SOLVER = "ortools-min-cost-flow/9.15.6755";

    /** The solver multiplies costs by the number of nodes and needs some room above that. */
    private static final long COST_ROOM = 1L << 60;

    @Override
    public String code() {
        return "round";
    }

    @Override
    public String solver() {
        return SOLVER;
    }

    @Override
    public List<Assignment> assign(Field field) {
        var candidates = field.candidates().stream()
                .sorted(Comparator.comparing((Candidate c) -> c.give().offer(), IdOrder.UNSIGNED)
                        .thenComparing(c -> c.need().request(), IdOrder.UNSIGNED))
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        var gives = ranks(candidates, c -> c.give().offer());
        var needs = ranks(candidates, c -> c.need().request());
        var costs = Costs.of(candidates, gives.size() + needs.size());

        Native.load();
        var flow = new MinCostFlow(gives.size() + needs.size(), candidates.size());
        try {
            var arcs = new int[candidates.size()];
            for (int i = 0; i < arcs.length; i++) {
                var candidate = candidates.get(i);
                int give = gives.get(candidate.give().offer());
                int need = needs.get(candidate.need().request());
                arcs[i] = flow.addArcWithCapacityAndUnitCost(
                        give,
                        gives.size() + need,
                        Math.min(candidate.give().minutes(), candidate.need().minutes()),
                        costs.unit(candidate, give, need));
                flow.setNodeSupply(give, candidate.give().minutes());
                flow.setNodeSupply(gives.size() + need, -candidate.need().minutes());
            }
            var status = flow.solveMaxFlowWithMinCost();
            if (status != Status.OPTIMAL) {
                throw new IllegalStateException("The round was not solved: " + status);
            }
            var assignments = new ArrayList<Assignment>();
            for (int i = 0; i < arcs.length; i++) {
                long minutes = flow.getFlow(arcs[i]);
                if (minutes > 0) {
                    assignments.add(new Assignment(candidates.get(i), minutes));
                }
            }
            return assignments;
        } finally {
            flow.delete();
        }
    }

    /** The rank of each id among those that occur, by id. */
    private static Map<UUID, Integer> ranks(List<Candidate> candidates, Function<Candidate, UUID> id) {
        var ids =
                candidates.stream().map(id).distinct().sorted(IdOrder.UNSIGNED).toList();
        var ranks = HashMap.<UUID, Integer>newHashMap(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            ranks.put(ids.get(i), i);
        }
        return ranks;
    }

    /**
     * What a minute between two costs.
     *
     * @param best the highest score of any pair
     * @param scale a point's worth
     * @param ties the number of different ties
     */
    private record Costs(int best, long scale, long ties) {

        static Costs of(List<Candidate> candidates, int nodes) {
            int best =
                    candidates.stream().mapToInt(c -> c.score().total()).max().orElseThrow();
            int least =
                    candidates.stream().mapToInt(c -> c.score().total()).min().orElseThrow();
            long supply = candidates.stream()
                    .map(Candidate::give)
                    .distinct()
                    .mapToLong(Give::minutes)
                    .reduce(0, Math::addExact);
            long demand = candidates.stream()
                    .map(Candidate::need)
                    .distinct()
                    .mapToLong(Need::minutes)
                    .reduce(0, Math::addExact);
            long minutes = Math.min(supply, demand);
            long room = COST_ROOM / (nodes + 2L) / (best - least + 1L) / minutes;
            long ties = Math.max(1, room);
            return new Costs(best, ties == 1 ? 1 : Math.addExact(Math.multiplyExact(minutes, ties), 1), ties);
        }

        long unit(Candidate candidate, int give, int need) {
            long tie = (give + 1L) * (need + 1L) % ties;
            return Math.addExact(
                    Math.multiplyExact((long) best - candidate.score().total(), scale), tie);
        }
    }

    /** The native library, loaded once, when the first round runs. */
    private static final class Native {
        static {
            Loader.loadNativeLibraries();
        }

        static void load() {
            // Initialising the class has loaded it.
        }
    }
}
