package org.reciprocity.reporting.cube;

import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which period lies in which: months in quarters, quarters in years from 1 April, those in all. */
final class Calendar {
    static final String ALL = "all";

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-Q([1-4])");

    private Calendar() {}

    static boolean isMonth(String period) {
        return MONTH.matcher(period).matches();
    }

    /** The next longer period around one; none around all. */
    static Optional<String> around(String period) {
        if (period.equals(ALL)) {
            return Optional.empty();
        }
        if (isMonth(period)) {
            var month = YearMonth.parse(period);
            return Optional.of("%04d-Q%d".formatted(month.getYear(), (month.getMonthValue() + 2) / 3));
        }
        var quarter = QUARTER.matcher(period);
        if (quarter.matches()) {
            int year = Integer.parseInt(quarter.group(1));
            return Optional.of("%04d".formatted(quarter.group(2).equals("1") ? year - 1 : year));
        }
        return Optional.of(ALL);
    }

    /** Whether a month lies in a period. */
    static boolean isIn(String month, String period) {
        for (var around = around(month); around.isPresent(); around = around(around.get())) {
            if (around.get().equals(period)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a month is less than a year before another. */
    static boolean isWithinAYear(String month, String end) {
        return YearMonth.parse(month).plusMonths(12).isAfter(YearMonth.parse(end));
    }

    /** Whether a month is the last of the calendar in a period. */
    static boolean endsWith(String period, String month) {
        return isIn(month, period) && !isIn(YearMonth.parse(month).plusMonths(1).toString(), period);
    }
}
