package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;
import org.reciprocity.matching.score.Score;

/** Made-up fields of offers and requests. */
final class Fields {
    private static final int NO_PAIR = -1;

    private Fields() {}

    /**
     * A field of its numbers, where nobody who gives asks for anything.
     *
     * @param capacities the offers' minutes
     * @param demands the requests' minutes
     * @param scores the score of each pair, by offer and request; negative where the two are no pair
     */
    static Field of(long[] capacities, long[] demands, int[][] scores) {
        return of(capacities, demands, scores, number -> new UUID(3, number), number -> new UUID(4, number));
    }

    /** The same among so many participants: offers and requests are theirs in turn, and nobody helps themself. */
    static Field among(int people, long[] capacities, long[] demands, int[][] scores) {
        return of(capacities, demands, scores, number -> person(number % people), number -> person(number % people));
    }

    private static Field of(
            long[] capacities, long[] demands, int[][] scores, IntFunction<UUID> givers, IntFunction<UUID> receivers) {
        var supplies = new ArrayList<Supply>();
        for (int i = 0; i < capacities.length; i++) {
            supplies.add(new Supply(new UUID(1, i), givers.apply(i), capacities[i]));
        }
        var needs = new ArrayList<Demand>();
        for (int i = 0; i < demands.length; i++) {
            needs.add(new Demand(new UUID(2, i), receivers.apply(i), demands[i]));
        }
        var candidates = new ArrayList<Candidate>();
        for (var supply : supplies) {
            for (var demand : needs) {
                int score = scores[place(supply.offer())][place(demand.request())];
                if (score >= 0 && !supply.giver().equals(demand.receiver())) {
                    candidates.add(new Candidate(supply, demand, new Score(score, 0, 0, 0, 0, 0, 0, 0)));
                }
            }
        }
        return new Field(supplies, needs, candidates);
    }

    /** Random fields up to a size, where nobody who gives asks for anything. */
    static Arbitrary<Field> random(int most, int mostMinutes, int mostScore) {
        return random(most, mostMinutes, mostScore, Fields::of);
    }

    /** Random fields up to a size among so many participants. */
    static Arbitrary<Field> randomAmong(int people, int most, int mostMinutes, int mostScore) {
        return random(
                most,
                mostMinutes,
                mostScore,
                (capacities, demands, scores) -> among(people, capacities, demands, scores));
    }

    private static Arbitrary<Field> random(int most, int mostMinutes, int mostScore, Maker maker) {
        return Arbitraries.integers()
                .between(1, most)
                .flatMap(gives -> Arbitraries.integers().between(1, most).flatMap(needs -> Arbitraries.longs()
                        .between(1, mostMinutes)
                        .array(long[].class)
                        .ofSize(gives + needs)
                        .flatMap(minutes -> Arbitraries.integers()
                                .between(NO_PAIR * mostScore / 2, mostScore)
                                .array(int[].class)
                                .ofSize(gives * needs)
                                .map(scores -> made(gives, needs, minutes, scores, maker)))));
    }

    private static Field made(int gives, int needs, long[] minutes, int[] flat, Maker maker) {
        var scores = new int[gives][needs];
        for (int give = 0; give < gives; give++) {
            for (int need = 0; need < needs; need++) {
                scores[give][need] = Math.max(NO_PAIR, flat[give * needs + need]);
            }
        }
        return maker.of(Arrays.copyOf(minutes, gives), Arrays.copyOfRange(minutes, gives, gives + needs), scores);
    }

    /** A participant of {@link #among}. */
    static UUID person(int number) {
        return new UUID(5, number);
    }

    /** The place of an offer, request or participant in the numbers that its field was made of. */
    static int place(UUID id) {
        return (int) id.getLeastSignificantBits();
    }

    /** The same field in another order. */
    static Field shuffled(Field field, Random random) {
        return new Field(
                shuffled(field.supplies(), random),
                shuffled(field.demands(), random),
                shuffled(field.candidates(), random));
    }

    private static <T> List<T> shuffled(List<T> things, Random random) {
        var copy = new ArrayList<>(things);
        Collections.shuffle(copy, random);
        return copy;
    }

    private interface Maker {
        Field of(long[] capacities, long[] demands, int[][] scores);
    }
}
