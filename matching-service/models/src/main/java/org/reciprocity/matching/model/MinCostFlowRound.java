package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The round: of all ways to serve the most minutes, one with the highest score, summed over the minutes. Exact: a maximum
 * flow of minimum cost from offers to requests (Ahuja, Magnanti and Orlin, "Network Flows", 1993, chapter 9). Ties are
 * broken by ids inside the objective, see {@link PairCosts}; offers, requests and pairs go in by id.
 */
public final class MinCostFlowRound implements RoundModel {

    @Override
    public String code() {
        return "round";
    }

    @Override
    public String solver() {
        return FlowNetwork.SOLVER;
    }

    @Override
    public Solution solve(Field field) {
        if (field.candidates().isEmpty()) {
            return Solution.NOTHING;
        }
        var ranking = Ranking.of(field);
        int supplies = ranking.supplies();
        int nodes = supplies + ranking.demands();
        long unit = ranking.unit();
        var costs = PairCosts.of(ranking, nodes, false);
        try (var network = new FlowNetwork(nodes, ranking.pairs())) {
            for (int pair = 0; pair < ranking.pairs(); pair++) {
                network.arc(
                        ranking.supplyOf(pair),
                        supplies + ranking.demandOf(pair),
                        ranking.minutesOf(pair) / unit,
                        costs.of(pair));
            }
            for (int rank = 0; rank < supplies; rank++) {
                network.supply(rank, ranking.supply(rank).minutes() / unit);
            }
            for (int rank = 0; rank < ranking.demands(); rank++) {
                network.supply(supplies + rank, -ranking.demand(rank).minutes() / unit);
            }
            network.solveMost();
            return Solution.optimal(assignments(ranking, network, unit));
        }
    }

    /** What flows on the pairs, which are the network's first arcs. */
    static List<Assignment> assignments(Ranking ranking, FlowNetwork network, long unit) {
        var assignments = new ArrayList<Assignment>();
        for (int pair = 0; pair < ranking.pairs(); pair++) {
            long units = network.on(pair);
            if (units > 0) {
                assignments.add(new Assignment(ranking.pair(pair), units * unit));
            }
        }
        return assignments;
    }
}
