package org.reciprocity.reporting.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributorsTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);

    @Test
    void theKnownAnswersHold() {
        assertFalse(new Contributors(10, 100_000, 50_000, 49_000).isSafe(TEN));
        assertTrue(new Contributors(10, 110_000, 52_000, 50_000).isSafe(TEN));
    }

    @Test
    void theLimitItselfIsSafe() {
        assertTrue(new Contributors(3, 210, 100, 100).isSafe(TEN));
        assertFalse(new Contributors(3, 209, 100, 100).isSafe(TEN));
    }

    @Test
    void twoContributorsAreNeverSafeAndNobodyIs() {
        assertFalse(Contributors.of(60, 60).isSafe(TEN));
        assertTrue(Contributors.of(60, 60, 60).isSafe(TEN));
        assertTrue(Contributors.of().isSafe(TEN));
        assertFalse(Contributors.one(1).isSafe(TEN));
    }

    @Test
    void countsWhoContributesAnythingAndFindsTheLargest() {
        assertEquals(new Contributors(3, 100, 60, 30), Contributors.of(10, 0, 60, 30));
        assertEquals(new Contributors(1, 10, 10, 0), Contributors.of(10));
    }

    @Property
    void whatIsSafeAtWorstIsSafeWhoeverTheyAre(@ForAll @Size(6) long[] one, @ForAll @Size(6) long[] other) {
        var left = LongStream.of(one).map(amount -> Math.floorMod(amount, 1000)).toArray();
        var right =
                LongStream.of(other).map(amount -> Math.floorMod(amount, 1000)).toArray();
        var worst = Contributors.of(left).together(Contributors.of(right));
        if (worst.isSafe(TEN)) {
            assertTrue(Contributors.of(LongStream.concat(LongStream.of(left), LongStream.of(right))
                            .toArray())
                    .isSafe(TEN));
            var same = new long[6];
            for (int i = 0; i < same.length; i++) {
                same[i] = left[i] + right[i];
            }
            assertTrue(Contributors.of(same).isSafe(TEN));
        }
    }

    @Property
    void aPartThatIsSafeIsSafeWhoeverContributesToIt(@ForAll @Size(6) long[] amounts, @ForAll @Size(6) long[] shares) {
        var whole = LongStream.of(amounts)
                .map(amount -> Math.floorMod(amount, 1000))
                .toArray();
        var part = new long[6];
        for (int i = 0; i < part.length; i++) {
            part[i] = Math.floorMod(shares[i], whole[i] + 1);
        }
        var known = Contributors.of(whole).part(LongStream.of(part).sum());
        if (known.isSafe(TEN)) {
            assertTrue(Contributors.of(part).isSafe(TEN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100.01", "10.001"})
    void refusesLevelsThatAreNone(String percent) {
        assertThrows(IllegalArgumentException.class, () -> ProtectionLevel.ofPercent(new BigDecimal(percent)));
    }

    @Property
    void aLevelIsNeverWrittenOut(@ForAll @LongRange(min = 1, max = 100) long percent) {
        assertEquals(
                "secret", ProtectionLevel.ofPercent(BigDecimal.valueOf(percent)).toString());
    }
}
