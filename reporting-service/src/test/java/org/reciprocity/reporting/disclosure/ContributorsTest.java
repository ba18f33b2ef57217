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
    void whatIsJustSafeDoesNotStaySo() {
        // A tenth of 52,000 and an eleventh of 110,000 are 15,200.
        assertFalse(new Contributors(10, 110_000, 52_000, 50_000).staysSafe(110_000, TEN));
        assertTrue(new Contributors(10, 110_000, 47_400, 47_400).staysSafe(110_000, TEN));
        assertFalse(new Contributors(10, 110_000, 47_700, 47_700).staysSafe(110_000, TEN));
        assertTrue(Contributors.NONE.staysSafe(110_000, TEN));
        assertFalse(Contributors.of(60, 60).staysSafe(120, TEN));
    }

    @Property
    void whatStaysSafeIsSafeAfterAnyChangeThatLeavesItKnown(
            @ForAll @Size(6) long[] amounts, @ForAll @Size(7) long[] changes, @ForAll boolean comes) {
        var before = new long[7];
        var after = new long[7];
        for (int i = 0; i < 7; i++) {
            before[i] = i < 6 ? Math.floorMod(amounts[i], 1000) : 0;
            after[i] = comes
                    ? before[i] + Math.floorMod(changes[i], 40)
                    : before[i] - Math.floorMod(changes[i], Math.min(40, before[i] + 1));
        }
        var was = Contributors.of(before);
        var is = Contributors.of(after);
        boolean known = 10 * Math.abs(is.total() - was.total()) < is.total();
        if (was.staysSafe(was.total(), TEN) && known) {
            assertTrue(is.isSafe(TEN), was + " became " + is);
        }
    }

    @Property
    void whatStaysSafeStaysSoTogether(@ForAll @Size(6) long[] one, @ForAll @Size(6) long[] other) {
        var left = LongStream.of(one).map(amount -> Math.floorMod(amount, 1000)).toArray();
        var right =
                LongStream.of(other).map(amount -> Math.floorMod(amount, 1000)).toArray();
        var both = new long[6];
        for (int i = 0; i < both.length; i++) {
            both[i] = left[i] + right[i];
        }
        var first = Contributors.of(left);
        var second = Contributors.of(right);
        if (first.staysSafe(first.total(), TEN) && second.staysSafe(second.total(), TEN)) {
            var together = Contributors.of(both);
            assertTrue(together.staysSafe(together.total(), TEN), first + " and " + second);
        }
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
