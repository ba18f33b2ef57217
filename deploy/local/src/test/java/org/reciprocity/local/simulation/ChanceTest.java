package org.reciprocity.local.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.local.scenario.Range;

class ChanceTest {
    private static final int MANY = 20_000;

    @Test
    void isTheSameForTheSamePurpose() {
        var one = Chance.of(5, "what", 3);
        var same = Chance.of(5, "what", 3);
        var other = Chance.of(5, "what", 4);

        var drawn = IntStream.range(0, 5).mapToObj(i -> one.unit()).toList();
        assertEquals(drawn, IntStream.range(0, 5).mapToObj(i -> same.unit()).toList());
        assertTrue(drawn.stream().noneMatch(d -> d == other.unit()));
    }

    @Test
    void hasTheMeansItSays() {
        var chance = Chance.of(1, "means");

        assertEquals(1, mean(DoubleStream.generate(() -> chance.logNormal(0.7))), 0.03);
        assertEquals(0.4, mean(DoubleStream.generate(() -> chance.poisson(0.4))), 0.02);
        assertEquals(0, mean(DoubleStream.generate(chance::normal)), 0.03);
        assertEquals(0.5, mean(DoubleStream.generate(chance::unit)), 0.02);
    }

    private static double mean(DoubleStream values) {
        return values.limit(MANY).average().orElseThrow();
    }

    @Test
    void keepsWithinItsRange() {
        var chance = Chance.of(1, "range");
        var range = new Range(30, 90);

        assertTrue(IntStream.range(0, MANY)
                .map(i -> chance.minutesIn(range))
                .allMatch(minutes -> range.contains(minutes) && minutes % 15 == 0));
        assertEquals(
                List.of(1, 2, 3),
                IntStream.range(0, MANY)
                        .map(i -> chance.in(new Range(1, 3)))
                        .distinct()
                        .sorted()
                        .boxed()
                        .toList());
    }
}
