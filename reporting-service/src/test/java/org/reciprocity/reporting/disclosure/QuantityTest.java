package org.reciprocity.reporting.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"0,0", "8,10", "12,10", "13,15", "17,15", "18,20", "47,45", "48,50"})
    void countsAreRoundedToTheNearestFive(long exact, long published) {
        assertEquals(published, Quantity.COUNT.published(exact));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "29,0", "30,1", "89,1", "90,2", "6000,100"})
    void minutesAreRoundedToTheHourHalfUp(long exact, long published) {
        assertEquals(published, Quantity.MINUTES.published(exact));
    }

    @Property
    void whatIsKnownOfANumberThatIsToldIsWhatIsRoundedToIt(@ForAll @LongRange(min = 8, max = 100_000) long exact) {
        for (var quantity : Quantity.values()) {
            var known = quantity.told(exact);
            assertEquals(quantity.published(exact), quantity.published(known.low()));
            assertEquals(quantity.published(exact), quantity.published(known.high()));
            assertTrue(quantity.published(known.high() + 1) > quantity.published(exact));
        }
    }

    @Test
    void nobodyTakesATenForASeven() {
        assertEquals(new Interval(8, 12), Quantity.COUNT.told(9));
        assertEquals(new Interval(0, 0), Quantity.COUNT.told(0));
        assertEquals(new Interval(0, 29), Quantity.MINUTES.told(20));
    }

    @Test
    void ratesAreMadeOfPublishedNumbersOfTwentyOrMore() {
        assertEquals(Optional.of(new BigDecimal("0.2500")), Rates.rate(OptionalLong.of(5), OptionalLong.of(20)));
        assertEquals(Optional.empty(), Rates.rate(OptionalLong.of(5), OptionalLong.of(15)));
        assertEquals(Optional.empty(), Rates.rate(OptionalLong.empty(), OptionalLong.of(50)));
        assertEquals(Optional.empty(), Rates.rate(OptionalLong.of(5), OptionalLong.empty()));
    }

    @Test
    void statisticsAreOfEightPeopleOrMore() {
        assertEquals(Optional.of(new BigDecimal("2.4")), Rates.statistic(new BigDecimal("2.35"), 8));
        assertEquals(Optional.empty(), Rates.statistic(new BigDecimal("2.35"), 7));
        assertEquals(Optional.of(new BigDecimal("0.46")), Rates.ratio(new BigDecimal("0.462091"), 10));
        assertEquals(Optional.empty(), Rates.ratio(new BigDecimal("0.462091"), 7));
    }
}
