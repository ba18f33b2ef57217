package org.reciprocity.matching.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.round.RoundModel.Candidate;
import org.reciprocity.matching.round.RoundModel.Field;
import org.reciprocity.matching.score.Score;

/** Made-up fields of offers and requests. */
final class Fields {
    private static final int NO_PAIR = -1;

    private Fields() {}

    /**
     * A field of its numbers.
     *
     * @param capacities the offers' minutes
     * @param demands the requests' minutes
     * @param scores the score of each pair, by offer and request; negative where the two are no pair
     */
    static Field of(long[] capacities, long[] demands, int[][] scores) {
        var gives = new ArrayList<Give>();
        for (int i = 0; i < capacities.length; i++) {
            gives.add(give(i, capacities[i]));
        }
        var needs = new ArrayList<Need>();
        for (int i = 0; i < demands.length; i++) {
            needs.add(need(i, demands[i]));
        }
        var candidates = new ArrayList<Candidate>();
        for (int give = 0; give < capacities.length; give++) {
            for (int need = 0; need < demands.length; need++) {
                if (scores[give][need] != NO_PAIR) {
                    candidates.add(new Candidate(
                            gives.get(give), needs.get(need), new Score(scores[give][need], 0, 0, 0, 0, 0)));
                }
            }
        }
        return new Field(gives, needs, candidates);
    }

    /** Random fields up to a size. */
    static Arbitrary<Field> random(int most, int mostMinutes, int mostScore, boolean complete) {
        return Arbitraries.integers()
                .between(1, most)
                .flatMap(gives -> Arbitraries.integers().between(1, most).flatMap(needs -> Arbitraries.longs()
                        .between(1, mostMinutes)
                        .array(long[].class)
                        .ofSize(gives + needs)
                        .flatMap(minutes -> Arbitraries.integers()
                                .between(complete ? 0 : NO_PAIR * mostScore / 2, mostScore)
                                .array(int[].class)
                                .ofSize(gives * needs)
                                .map(scores -> of(gives, needs, minutes, scores)))));
    }

    private static Field of(int gives, int needs, long[] minutes, int[] flat) {
        var capacities = Arrays.copyOf(minutes, gives);
        var demands = Arrays.copyOfRange(minutes, gives, gives + needs);
        var scores = new int[gives][needs];
        for (int give = 0; give < gives; give++) {
            for (int need = 0; need < needs; need++) {
                scores[give][need] = Math.max(NO_PAIR, flat[give * needs + need]);
            }
        }
        return of(capacities, demands, scores);
    }

    static Give give(int number, long minutes) {
        return new Give(
                new UUID(1, number),
                1,
                new UUID(3, number),
                "lifts",
                "getting-about",
                null,
                Reach.ANYWHERE,
                Set.of(),
                Window.ALWAYS,
                minutes);
    }

    static Need need(int number, long minutes) {
        return new Need(
                new UUID(2, number),
                1,
                new UUID(4, number),
                "lifts",
                "getting-about",
                false,
                null,
                Set.of(),
                Window.ALWAYS,
                minutes);
    }

    /** The place of an offer or request in the numbers that its field was made of. */
    static int place(UUID id) {
        return (int) id.getLeastSignificantBits();
    }

    /** The same in another order. */
    static <T> List<T> shuffled(List<T> things, Random random) {
        var copy = new ArrayList<>(things);
        Collections.shuffle(copy, random);
        return copy;
    }
}
