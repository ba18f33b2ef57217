package org.reciprocity.reporting.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What random people tell of themselves on two axes, the last band of each being of those who do not; everybody is in one. */
final class RandomBands {
    private static final List<String> AXES = List.of("byAge/", "byDisability/");
    private static final int[] BANDS = {5, 3};
    private static final int FEWEST = 8;
    private static final List<String> FIGURES = List.of("enrolled|", "active|");

    private final int toldFrom;
    private final int[][] bands;

    /** Of each axis some bands are of nobody. */
    RandomBands(long seed, int people) {
        var random = new Random(seed);
        toldFrom = 1 + random.nextInt(2);
        bands = new int[people][AXES.size()];
        for (int axis = 0; axis < BANDS.length; axis++) {
            int most = 1 + random.nextInt(BANDS[axis]);
            for (var told : bands) {
                told[axis] = random.nextInt(most);
            }
        }
    }

    /** Whether a key is of a band, and if so of which figure, axis and period. */
    static Optional<String> axis(String key) {
        return AXES.stream().anyMatch(key::contains)
                ? Optional.of(key.substring(0, key.indexOf('/') + 1) + key.substring(key.lastIndexOf('|')))
                : Optional.empty();
    }

    /**
     * Counts people by band of an axis at a time as is published: of years, where no band is of a few, and once.
     *
     * @param edition the first is 1
     * @param told the axes that were published before
     */
    void count(
            Map<String, Long> counts, String period, String figure, Set<Integer> who, int edition, Set<String> told) {
        if (edition < toldFrom) {
            return;
        }
        if (!period.matches("[0-9]{4}")) {
            return;
        }
        for (int axis = 0; axis < BANDS.length; axis++) {
            var of = new long[BANDS[axis]];
            for (int person : who) {
                of[bands[person][axis]]++;
            }
            if (!told.contains(figure + AXES.get(axis) + "|" + period)
                    && Arrays.stream(of).allMatch(number -> number == 0 || number >= FEWEST)) {
                for (int band = 0; band < of.length; band++) {
                    counts.put(figure + AXES.get(axis) + band, of[band]);
                }
            }
        }
    }

    /** What everybody knows of bands, beside others. */
    static Structure with(Structure others) {
        var sums = new ArrayList<>(others.sums());
        for (var figure : FIGURES) {
            for (var axis : AXES) {
                sums.add(Structure.Sum.ofAll(figure, figure + axis));
            }
        }
        return others.withSums(sums);
    }
}
