package org.reciprocity.reporting.closing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reciprocity.reporting.edition.Edition;

/**
 * A close or edition that is due.
 *
 * @param kind why
 * @param day the last day in it
 */
record Due(Edition.Kind kind, LocalDate day) {

    /**
     * What is due in a community. A day is closed once, as soon as it has ended; a month once, when it has ended and time was left for what
     * is entered late. What ended before there were any figures is not made up, and a day that was missed is not either.
     *
     * @param now the present
     * @param zone the community's
     * @param since when the first figures were folded
     * @param delay how much time is left for late entries
     * @param latest by kind, the last day of which there is one
     */
    static List<Due> of(Instant now, ZoneId zone, Instant since, Duration delay, Map<Edition.Kind, LocalDate> latest) {
        var due = new ArrayList<Due>();
        add(due, Edition.Kind.DAILY, LocalDate.ofInstant(now, zone).minusDays(1), zone, since, latest);
        var month = YearMonth.from(LocalDate.ofInstant(now.minus(delay), zone)).minusMonths(1);
        add(due, Edition.Kind.MONTHLY, month.atEndOfMonth(), zone, since, latest);
        return due;
    }

    private static void add(
            List<Due> due,
            Edition.Kind kind,
            LocalDate day,
            ZoneId zone,
            Instant since,
            Map<Edition.Kind, LocalDate> latest) {
        var end = day.plusDays(1).atStartOfDay(zone).toInstant();
        var last = latest.get(kind);
        if (since.isBefore(end) && (last == null || last.isBefore(day))) {
            due.add(new Due(kind, day));
        }
    }
}
