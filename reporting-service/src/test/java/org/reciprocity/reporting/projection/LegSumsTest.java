package org.reciprocity.reporting.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LegSumsTest {

    @Test
    void dividesSoThatThePartsAddUp() {
        for (int whole = 1; whole <= 200; whole++) {
            for (int parts = 1; parts <= 40; parts++) {
                long all = whole;
                int of = parts;
                var shares = IntStream.range(0, parts)
                        .mapToLong(place -> LegSums.share(all, of, place))
                        .toArray();

                assertEquals(all, java.util.Arrays.stream(shares).sum());
                assertTrue(shares[0] - shares[parts - 1] <= 1, all + " among " + of);
            }
        }
    }

    @Test
    void givesTheFirstWhatDoesNotDivide() {
        assertEquals(17, LegSums.share(50, 3, 0));
        assertEquals(17, LegSums.share(50, 3, 1));
        assertEquals(16, LegSums.share(50, 3, 2));
    }
}
