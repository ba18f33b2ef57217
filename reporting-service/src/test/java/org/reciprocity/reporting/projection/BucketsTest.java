package org.reciprocity.reporting.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BucketsTest {
    /** Before October 1979 Kiritimati was ten hours and forty minutes behind. */
    private static final long FIRST = Instant.parse("1980-01-01T00:00:00Z").getEpochSecond();

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.longs()
                .between(FIRST, Instant.parse("2201-01-01T00:00:00Z").getEpochSecond());
    }

    @Property(tries = 5_000)
    void liesInTheSameMonthInEveryZone(@ForAll("times") long second, @ForAll("zones") String zone) {
        var month = YearMonth.from(Instant.ofEpochSecond(second).atZone(ZoneId.of(zone)));

        assertEquals(month, YearMonth.from(Buckets.time(Buckets.of(second)).atZone(ZoneId.of(zone))));
    }

    @Property(tries = 2_000)
    void liesOnTheSameSideOfEveryMonthsBorder(
            @ForAll("times") long second,
            @ForAll("zones") String zone,
            @ForAll @LongRange(min = -2, max = 2) long months) {
        var border = YearMonth.from(Instant.ofEpochSecond(second).atZone(ZoneId.of(zone)))
                .plusMonths(months)
                .atDay(1)
                .atStartOfDay(ZoneId.of(zone))
                .toInstant();

        assertEquals(second >= border.getEpochSecond(), Buckets.of(second) >= Buckets.border(border));
    }

    @Test
    void aMonthHasFewBuckets() {
        var buckets = new java.util.HashSet<Integer>();
        var end = Instant.parse("2026-06-01T00:00:00Z");
        for (var time = Instant.parse("2026-05-01T00:00:00Z"); time.isBefore(end); time = time.plusSeconds(60)) {
            buckets.add(Buckets.of(time.getEpochSecond()));
        }

        assertEquals(2 * 96 + 1, buckets.size());
    }

    @Test
    void aMonthInLondonBeginsAnHourEarlierInSummer() {
        int before = Buckets.of(Instant.parse("2026-06-30T22:59:59Z").getEpochSecond());
        int after = Buckets.of(Instant.parse("2026-06-30T23:00:00Z").getEpochSecond());
        var border = Buckets.border(YearMonth.of(2026, 7)
                .atDay(1)
                .atStartOfDay(ZoneId.of("Europe/London"))
                .toInstant());

        assertNotEquals(before, after);
        assertTrue(before < border);
        assertTrue(after >= border);
        assertTrue(Buckets.of(Instant.parse("2026-07-01T00:00:00Z").getEpochSecond())
                >= Buckets.border(YearMonth.of(2026, 7).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    @Property(tries = 2_000)
    void isOfOneSheetWhichBeginsAndEndsInIt(@ForAll("times") long second) {
        int bucket = Buckets.of(second);
        int sheet = Buckets.sheet(bucket);

        assertTrue(bucket >= Buckets.firstOf(sheet) && bucket <= Buckets.lastOf(sheet));
        assertEquals(sheet, Buckets.sheet(Buckets.firstOf(sheet)));
        assertEquals(sheet, Buckets.sheet(Buckets.lastOf(sheet)));
        assertEquals(sheet + 1, Buckets.sheet(Buckets.lastOf(sheet) + 1));
        assertEquals(Buckets.firstOf(sheet + 1), Buckets.lastOf(sheet) + 1);
    }

    @Test
    void aMonthEndsInItsLastDayAndTheFirstOfTheNext() {
        int end = Buckets.sheet(bucket("2026-03-31T23:45:00Z"));

        assertEquals(end, Buckets.sheet(bucket("2026-03-31T00:00:00Z")));
        assertEquals(end, Buckets.sheet(bucket("2026-04-01T23:45:00Z")));
        assertEquals(end - 1, Buckets.sheet(bucket("2026-03-30T23:45:00Z")));
        assertEquals(end + 1, Buckets.sheet(bucket("2026-04-02T00:00:00Z")));
    }

    private static int bucket(String time) {
        return Buckets.of(Instant.parse(time).getEpochSecond());
    }
}
