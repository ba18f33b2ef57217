package org.reciprocity.reporting.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Time as the sums keep it, since a fold does not know the community's zone: in quarter hours since 1970. On the first and the
 * last day of a month, by UTC, it is the quarter hour itself; on all other days it is noon on the 15th. Whichever zone is then
 * asked for, a bucket lies in the same month as every time that was put into it, as long as the zone is less than a day and a
 * whole number of quarter hours away from UTC (as all are since October 1979).
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

    /**
     * The sheet of a bucket. A sheet is a time that is changed and read together: the middle of a month, which is one bucket; or the
     * last day of a month and the first of the next, in which the month ends somewhere. Of two sheets the later has the higher number.
     */
    public static int sheet(int bucket) {
        var day = LocalDate.ofEpochDay(Math.floorDiv((long) bucket * SECONDS, (long) SECONDS_A_DAY));
        int month = day.getYear() * 12 + day.getMonthValue() - 1;
        if (day.getDayOfMonth() == 1) {
            return 2 * month - 1;
        }
        return day.getDayOfMonth() == day.lengthOfMonth() ? 2 * month + 1 : 2 * month;
    }

    /** The first bucket that may be in a sheet. */
    public static int firstOf(int sheet) {
        var first = firstOfMonth(Math.floorDiv(sheet, 2));
        return Math.floorMod(sheet, 2) == 0
                ? bucketOf(first.plusDays(1))
                : bucketOf(first.plusMonths(1).minusDays(1));
    }

    /** The last bucket that may be in a sheet. */
    public static int lastOf(int sheet) {
        var next = firstOfMonth(Math.floorDiv(sheet, 2)).plusMonths(1);
        return (Math.floorMod(sheet, 2) == 0 ? bucketOf(next.minusDays(1)) : bucketOf(next.plusDays(1))) - 1;
    }

    private static LocalDate firstOfMonth(int month) {
        return LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1);
    }

    private static int bucketOf(LocalDate day) {
        return Math.toIntExact(day.toEpochDay() * SECONDS_A_DAY / SECONDS);
    }
}
