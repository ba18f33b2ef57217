package org.reciprocity.matching.model;

/**
 * What a minute between two costs: first the score that is missed by it, then the tie, which is told from the ranks of both
 * ids. Whole numbers, so that no tie outweighs a point.
 *
 * <p>A flow is of least cost if and only if no simple cycle of the residual network lowers it (Ahuja, Magnanti and Orlin,
 * "Network Flows", 1993, theorem 9.1). Such a cycle passes each offer and each request at most once, so it has at most twice
 * as many pairs as there are offers, or requests, whichever are fewer. A point therefore has to outweigh that many ties, and
 * not those of all minutes that flow.
 */
final class PairCosts {
    /** A prime, so that the products of two ranks spread over all ties; with fewer than 90 ids each the products themselves. */
    private static final long TIES = 8191;

    /** The solver multiplies costs by the number of nodes and needs some room above that. */
    private static final long COST_ROOM = 1L << 60;

    private final Ranking ranking;
    private final int best;
    private final int step;
    private final long cycle;
    private final long ties;
    private final long point;
    private final long highest;

    private PairCosts(Ranking ranking, int best, int range, int step, long cycle, long ties) {
        this.ranking = ranking;
        this.best = best;
        this.step = step;
        this.cycle = cycle;
        this.ties = ties;
        this.point = Math.addExact(Math.multiplyExact(cycle, ties - 1), 1);
        this.highest = Math.addExact(Math.multiplyExact(range / step, point), ties - 1);
    }

    /**
     * Of a field.
     *
     * @param nodes of the network that is to be solved
     * @param minutesFirst whether there is to be room for a minute that outweighs every score
     */
    static PairCosts of(Ranking ranking, int nodes, boolean minutesFirst) {
        int best = Integer.MIN_VALUE;
        int least = Integer.MAX_VALUE;
        for (int pair = 0; pair < ranking.pairs(); pair++) {
            int score = ranking.scoreOf(pair);
            best = Math.max(best, score);
            least = Math.min(least, score);
        }
        int step = 0;
        for (int pair = 0; pair < ranking.pairs(); pair++) {
            step = gcd(step, Math.subtractExact(best, ranking.scoreOf(pair)));
        }
        step = Math.max(1, step);
        int range = Math.subtractExact(best, least);
        long cycle = 2L * Math.min(ranking.supplies(), ranking.demands());
        double room =
                (double) COST_ROOM / (nodes + 2) / ((double) range / step + 2) / cycle / (minutesFirst ? cycle + 1 : 1);
        return new PairCosts(ranking, best, range, step, cycle, (long) Math.clamp(room, 1, TIES));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** What a minute of a pair costs; never negative. */
    long of(int pair) {
        long tie = (ranking.supplyOf(pair) + 1L) * (ranking.demandOf(pair) + 1L) % ties;
        return (best - ranking.scoreOf(pair)) / step * point + tie;
    }

    /** More than all costs of a simple cycle together: what a minute is worth where minutes come first. */
    long minute() {
        return Math.addExact(Math.multiplyExact(cycle, highest), 1);
    }
}
