package org.reciprocity.local.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;
import org.reciprocity.matching.score.Fit;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.Scoring;
import org.reciprocity.matching.score.Standing;

/**
 * A neighbourhood made up from a seed: as many participants as offers, each with one offer and one request, each request
 * with so many offers that would do. Minutes are in quarter hours, scores are those of the usual preset.
 */
final class MadeUpField {
    private static final int QUARTER = 15;

    private MadeUpField() {}

    /** A field of that size, request by request, as the matching service finds its pairs. */
    static Field of(int size, int candidatesEach, long seed) {
        var random = new Random(seed);
        var supplies = new ArrayList<Supply>();
        var demands = new ArrayList<Demand>();
        var standings = new ArrayList<Standing>();
        for (int number = 0; number < size; number++) {
            var person = id(random);
            supplies.add(new Supply(id(random), person, QUARTER * (2L + random.nextInt(15))));
            demands.add(new Demand(id(random), person, QUARTER * (2L + random.nextInt(6))));
            standings.add(new Standing(
                    random.nextInt(1200), random.nextInt(1200), random.nextInt(3000), 3600L, random.nextInt(12)));
        }
        var candidates = new ArrayList<Candidate>();
        for (int request = 0; request < size; request++) {
            var others = new HashSet<Integer>();
            while (others.size() < Math.min(candidatesEach, size - 1)) {
                int offer = random.nextInt(size);
                if (offer != request) {
                    others.add(offer);
                }
            }
            for (int offer : others) {
                candidates.add(new Candidate(
                        supplies.get(offer),
                        demands.get(request),
                        Scoring.score(
                                Preset.CORE_ECONOMY.weights(),
                                new Fit(random.nextInt(4) > 0, random.nextInt(101), random.nextInt(3) == 0, false),
                                standings.get(offer),
                                standings.get(request),
                                random.nextInt(5) == 0)));
            }
        }
        return new Field(supplies, demands, candidates);
    }

    private static UUID id(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
