package org.reciprocity.matching.model;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The balanced round: everybody gives as many minutes as they receive within it, and of all such ways one that exchanges the
 * most minutes in total, and among those one with the highest score. Exact: a circulation of maximum weight through
 * participants, their offers and their requests (Andersson, Cseh, Ehlers and Erlanson, "Organizing time exchanges: lessons
 * from matching markets", American Economic Journal: Microeconomics 13(1), 2021).
 */
public final class BalancedRound implements RoundModel {

    @Override
    public String code() {
        return "balanced-round";
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
        int first = supplies + ranking.demands();
        var people = people(ranking, first);
        int nodes = first + people.size();
        long unit = ranking.unit();
        var costs = PairCosts.of(ranking, nodes, true);
        long minute = costs.minute();
        try (var network = new FlowNetwork(nodes, ranking.pairs() + first)) {
            for (int pair = 0; pair < ranking.pairs(); pair++) {
                network.arc(
                        ranking.supplyOf(pair),
                        supplies + ranking.demandOf(pair),
                        ranking.minutesOf(pair) / unit,
                        costs.of(pair) - minute);
            }
            for (int rank = 0; rank < supplies; rank++) {
                var supply = ranking.supply(rank);
                network.arc(people.get(supply.giver()), rank, supply.minutes() / unit, 0);
            }
            for (int rank = 0; rank < ranking.demands(); rank++) {
                var demand = ranking.demand(rank);
                network.arc(supplies + rank, people.get(demand.receiver()), demand.minutes() / unit, 0);
            }
            network.solve();
            return Solution.optimal(MinCostFlowRound.assignments(ranking, network, unit));
        }
    }

    /** A node for each participant, in the order in which the ranking names them. */
    private static Map<UUID, Integer> people(Ranking ranking, int first) {
        var people = new HashMap<UUID, Integer>();
        for (int rank = 0; rank < ranking.supplies(); rank++) {
            people.putIfAbsent(ranking.supply(rank).giver(), first + people.size());
        }
        for (int rank = 0; rank < ranking.demands(); rank++) {
            people.putIfAbsent(ranking.demand(rank).receiver(), first + people.size());
        }
        return people;
    }
}
