package org.reciprocity.matching.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;

/**
 * A field by its ids: offers and requests have the rank of their id, and the pairs are in the order of both ranks. Whatever
 * order a field came in, its ranking is the same.
 */
final class Ranking {
    private final List<Supply> supplies;
    private final List<Demand> demands;
    private final Candidate[] pairs;
    private final int[] supply;
    private final int[] demand;
    private final int[] score;
    private final long[] minutes;

    private Ranking(List<Supply> supplies, List<Demand> demands, int pairs) {
        this.supplies = supplies;
        this.demands = demands;
        this.pairs = new Candidate[pairs];
        this.supply = new int[pairs];
        this.demand = new int[pairs];
        this.score = new int[pairs];
        this.minutes = new long[pairs];
    }

    static Ranking of(Field field) {
        var unsorted = new Ranking(
                sorted(field.supplies(), Supply::offer),
                sorted(field.demands(), Demand::request),
                field.candidates().size());
        unsorted.fill(field.candidates());
        return unsorted.byIds();
    }

    /** One look at each pair, since they are all over the memory. */
    private void fill(List<Candidate> candidates) {
        var supplyRanks = new RankTable(supplies, Supply::offer);
        var demandRanks = new RankTable(demands, Demand::request);
        int number = 0;
        for (var candidate : candidates) {
            pairs[number] = candidate;
            supply[number] = supplyRanks.of(candidate.supply().offer());
            demand[number] = demandRanks.of(candidate.demand().request());
            score[number] = candidate.score().total();
            minutes[number] = candidate.minutes();
            number++;
        }
    }

    /** By request and then, without losing that order, by offer. */
    private Ranking byIds() {
        var order = counted(counted(null, demand, demands.size()), supply, supplies.size());
        var sorted = new Ranking(supplies, demands, pairs.length);
        for (int place = 0; place < order.length; place++) {
            int from = order[place];
            sorted.pairs[place] = pairs[from];
            sorted.supply[place] = supply[from];
            sorted.demand[place] = demand[from];
            sorted.score[place] = score[from];
            sorted.minutes[place] = minutes[from];
        }
        return sorted;
    }

    private static <T> List<T> sorted(List<T> things, Function<T, UUID> id) {
        return things.stream()
                .sorted(Comparator.comparing(id, IdOrder.UNSIGNED))
                .toList();
    }

    /** Sorts by counting; keeps the order given among equals. Null is the order of the numbers themselves. */
    private static int[] counted(int[] order, int[] keys, int bound) {
        var places = new int[bound + 1];
        for (int key : keys) {
            places[key + 1]++;
        }
        Arrays.parallelPrefix(places, Integer::sum);
        var sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int index = order == null ? i : order[i];
            sorted[places[keys[index]]++] = index;
        }
        return sorted;
    }

    int supplies() {
        return supplies.size();
    }

    int demands() {
        return demands.size();
    }

    int pairs() {
        return pairs.length;
    }

    Supply supply(int rank) {
        return supplies.get(rank);
    }

    Demand demand(int rank) {
        return demands.get(rank);
    }

    Candidate pair(int number) {
        return pairs[number];
    }

    /** The score of a pair. */
    int scoreOf(int pair) {
        return score[pair];
    }

    /** The most minutes that a pair could be. */
    long minutesOf(int pair) {
        return minutes[pair];
    }

    /** The rank of a pair's offer. */
    int supplyOf(int pair) {
        return supply[pair];
    }

    /** The rank of a pair's request. */
    int demandOf(int pair) {
        return demand[pair];
    }

    /** The unit of which all minutes are multiples: flows in it are as exact and are found sooner. */
    long unit() {
        long unit = 0;
        for (var one : supplies) {
            unit = gcd(unit, one.minutes());
        }
        for (var one : demands) {
            unit = gcd(unit, one.minutes());
        }
        return Math.max(1, unit);
    }

    private static long gcd(long a, long b) {
        long one = a;
        long other = b;
        while (other != 0) {
            long rest = one % other;
            one = other;
            other = rest;
        }
        return one;
    }
}
