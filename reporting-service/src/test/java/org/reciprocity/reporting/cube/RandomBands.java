package org.reciprocity.reporting.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What random people tell of themselves on two axes, the last band of each being of those who do not; everybody is in one. */
final class RandomBands {
    private static final List<String> AXES = List.of("byAge/", "byDisability/");
    private static final int[] BANDS = {5, 3};
    private static final int FEWEST = 8;
    private static final List<String> FIGURES = List.of("enrolled|", "active|");

    private final int toldIn;
    private final int[][] bands;

    /** Of each axis some bands are of nobody. */
    RandomBands(long seed, int people) {
        var random = new Random(seed);
        toldIn = 1 + random.nextInt(2);
        bands = new int[people][AXES.size()];
        for (int axis = 0; axis < BANDS.length; axis++) {
            int most = 1 + random.nextInt(BANDS[axis]);
            for (var told : bands) {
                told[axis] = random.nextInt(most);
            }
        }
    }

    /** Whether an edition, the first being 1, is the one that tells of bands. They are told once. */
    boolean areToldIn(int edition) {
        return edition == toldIn;
    }

    /** Counts people by band of an axis at a time as is published: of years, where no band is of a few. */
    void count(Map<String, Long> counts, String period, String figure, Set<Integer> who) {
        if (!period.matches("[0-9]{4}")) {
            return;
        }
        for (int axis = 0; axis < BANDS.length; axis++) {
            var of = new long[BANDS[axis]];
            for (int person : who) {
                of[bands[person][axis]]++;
            }
            if (Arrays.stream(of).allMatch(number -> number == 0 || number >= FEWEST)) {
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
        return new Structure(others.additive(), others.nested(), sums, others.parts(), others.untold());
    }
}
