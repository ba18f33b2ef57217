package org.reciprocity.reporting.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Time as the sums keep it, since a fold does not know the community's zone: in quarter hours since 1970. On the first and the
 * last day of a month, by UTC, it is the quarter hour itself; on all other days it is noon on the 15th. Whichever zone is then
 * asked for, a bucket lies in the same month as every time that was put into it, as long as the zone is less than a day and a
 * whole number of quarter hours away from UTC (as all are since 1972).
 */
public final class Buckets {

    /** The length of a bucket's unit. */
    public static final int SECONDS = 900;

    private static final int SECONDS_A_DAY = 86_400;
    private static final int FIRST_DAY =
            Math.toIntExact(LocalDate.of(1970, 1, 1).toEpochDay());
    private static final int LAST_DAY = Math.toIntExact(LocalDate.of(2170, 1, 1).toEpochDay());
    private static final int EXACT = Integer.MIN_VALUE;
    private static final int[] BY_DAY = new int[LAST_DAY - FIRST_DAY];

    static {
        for (int day = FIRST_DAY; day < LAST_DAY; day++) {
            BY_DAY[day - FIRST_DAY] = ofDay(day);
        }
    }

    private Buckets() {}

    /** The bucket of a time, in seconds since 1970. */
    public static int of(long epochSecond) {
        long day = Math.floorDiv(epochSecond, (long) SECONDS_A_DAY);
        int bucket = day >= FIRST_DAY && day < LAST_DAY ? BY_DAY[(int) day - FIRST_DAY] : ofDay(day);
        return bucket == EXACT ? Math.toIntExact(Math.floorDiv(epochSecond, (long) SECONDS)) : bucket;
    }

    private static int ofDay(long epochDay) {
        var day = LocalDate.ofEpochDay(epochDay);
        if (day.getDayOfMonth() == 1 || day.getDayOfMonth() == day.lengthOfMonth()) {
            return EXACT;
        }
        return Math.toIntExact(day.withDayOfMonth(15).atTime(12, 0).toEpochSecond(ZoneOffset.UTC) / SECONDS);
    }

    /** The first bucket at or after a time: the border of half-open periods. */
    public static int border(Instant time) {
        return Math.toIntExact(-Math.floorDiv(-time.getEpochSecond(), (long) SECONDS));
    }

    /** The time that a bucket stands for. */
    public static Instant time(int bucket) {
        return Instant.ofEpochSecond((long) bucket * SECONDS);
    }
}
