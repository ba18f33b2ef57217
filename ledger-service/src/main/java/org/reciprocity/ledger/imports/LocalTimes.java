package org.reciprocity.ledger.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** Days and times as they stand in spreadsheets, in the community's time zone. */
final class LocalTimes {
    static final String DATE_IS = "a day such as 2026-05-04 or 04/05/2026 (the day first), or a time such as"
            + " 2026-05-04T10:00 or 2026-05-04T10:00:00Z";
    static final String DAY_IS = "a day such as 2026-05-04 or 04/05/2026 (the day first)";
    static final String TIME_IS = "a time of the day such as 9:30 or 14:05";

    private static final LocalTime NOON = LocalTime.NOON;

    private static final DateTimeFormatter DAY = strict("[uuuu-MM-dd][d/M/uuuu][d.M.uuuu]");
    private static final DateTimeFormatter TIME = strict("[H:mm:ss][H:mm]");

    private static final Pattern LOCAL = Pattern.compile("[^T]*T[0-9:.]*");

    private LocalTimes() {}

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** A date or time that cannot be understood; the message says what it may be. */
    static final class NotATime extends Exception {
        private static final long serialVersionUID = 1;
        private final String column;

        NotATime(String column, String message, DateTimeException cause) {
            super(message, cause);
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /**
     * The time that a line tells, in ISO form.
     *
     * @param date its date, or date and time
     * @param time its time of the day; null where none is told, which is noon
     */
    static String instant(String date, String time, ZoneId zone) throws NotATime {
        if (date.contains("T") && time == null) {
            return whole(date, zone);
        }
        int gap = date.indexOf(' ');
        if (gap > 0 && time == null) {
            return instant(date.substring(0, gap), date.substring(gap + 1), zone);
        }
        var at = day(date).atTime(time == null ? NOON : time(time));
        return offset(at.toLocalDate(), at.toLocalTime(), zone);
    }

    /** A day and a time of it, where the community is unless an offset follows. */
    private static String whole(String date, ZoneId zone) throws NotATime {
        try {
            if (!LOCAL.matcher(date).matches()) {
                return OffsetDateTime.parse(date).toString();
            }
            var local = LocalDateTime.parse(date);
            return offset(local.toLocalDate(), local.toLocalTime(), zone);
        } catch (DateTimeException e) {
            throw new NotATime("date", DATE_IS, e);
        }
    }

    private static String offset(LocalDate day, LocalTime time, ZoneId zone) throws NotATime {
        var local = day.atTime(time);
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new NotATime("time", "a time that there was: the clocks went forward over this one", null);
        }
        return OffsetDateTime.of(local, offsets.getFirst()).toString();
    }

    /** A day. */
    static LocalDate day(String text) throws NotATime {
        try {
            return LocalDate.parse(text, DAY);
        } catch (DateTimeException e) {
            throw new NotATime("date", DATE_IS, e);
        }
    }

    private static LocalTime time(String text) throws NotATime {
        try {
            return LocalTime.parse(text, TIME);
        } catch (DateTimeException e) {
            throw new NotATime("time", TIME_IS, e);
        }
    }
}
