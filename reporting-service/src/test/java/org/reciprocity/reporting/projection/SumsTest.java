package org.reciprocity.reporting.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums are what a map of lists would have; the order of rows is what sorting them by their columns gives. */
class SumsTest {
    private static final int ADDITIONS = 30_000;

    private static void fill(Sums sums, Random random, int width, int different) {
        for (int i = 0; i < width; i++) {
            sums.key[i] = random.nextInt(different) - 1;
        }
    }

    private static List<Integer> keyOf(Sums sums, int entry, int width) {
        return IntStream.range(0, width).map(i -> sums.key(entry, i)).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void addsAtOnceOrLaterToWhatAMapWouldAddTo(int width) {
        var random = new Random(width);
        var sums = new Sums(width, 3);
        Map<List<Integer>, long[]> expected = new HashMap<>();
        int different = width == 1 ? 20_000 : width < 4 ? 100 : 5;
        for (int i = 0; i < ADDITIONS; i++) {
            fill(sums, random, width, different);
            var key = Arrays.stream(sums.key).boxed().toList();
            var row = expected.computeIfAbsent(key, _ -> new long[3]);
            long amount = random.nextLong();
            if (random.nextBoolean()) {
                sums.addLater(amount, 1);
                row[1]++;
            } else {
                int entry = sums.entry();
                sums.add(entry, 0, amount);
                sums.add(entry, 2, 1);
                row[2]++;
            }
            row[0] += amount;
        }
        sums.settle();
        assertEquals(expected.size(), sums.size());
        for (int entry = 0; entry < sums.size(); entry++) {
            var row = expected.get(keyOf(sums, entry, width));
            assertArrayEquals(row, new long[] {sums.sum(entry, 0), sums.sum(entry, 1), sums.sum(entry, 2)});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7})
    void putsEntriesInTheOrderOfTheirKeys(int width) {
        var random = new Random(width);
        var sums = new Sums(width, 2);
        for (int i = 0; i < ADDITIONS; i++) {
            fill(sums, random, width, 400);
            sums.addLater(1, 1);
        }
        sums.settle();
        IntUnaryOperator downwards = number -> -number;
        var positions = new ArrayList<IntUnaryOperator>();
        Comparator<Integer> byKey = Comparator.comparing(entry -> 0);
        for (int i = 0; i < width; i++) {
            int column = i;
            IntUnaryOperator position = i % 2 == 0 ? IntUnaryOperator.identity() : downwards;
            positions.add(position);
            byKey = byKey.thenComparing(entry -> position.applyAsInt(sums.key(entry, column)));
        }
        var sorted = IntStream.range(0, sums.size()).boxed().sorted(byKey).mapToInt(Integer::intValue);
        assertArrayEquals(sorted.toArray(), RowOrder.of(sums, positions));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void putsNoneOrOneInOrder(int entries) {
        var sums = new Sums(2, 2);
        for (int i = 0; i < entries; i++) {
            sums.addLater(1, 1);
        }
        sums.settle();
        assertEquals(
                entries, RowOrder.of(sums, List.of(IntUnaryOperator.identity(), IntUnaryOperator.identity())).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void leavesEntriesAsTheyStandWhereTheirKeysAreTooLarge(int width) {
        var random = new Random(width);
        var sums = new Sums(width, 2);
        for (int i = 0; i < ADDITIONS; i++) {
            fill(sums, random, width, 400);
            sums.addLater(1, 1);
        }
        sums.settle();
        var positions = IntStream.range(0, width)
                .<IntUnaryOperator>mapToObj(i -> IntUnaryOperator.identity())
                .toList();
        assertArrayEquals(IntStream.range(0, sums.size()).toArray(), RowOrder.of(sums, positions));
    }
}
