package org.reciprocity.local.simulation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import org.reciprocity.local.scenario.Scenario;

/** The scenario's own year. */
record Calendar(Scenario scenario) {
    private static final int FIRST_HOUR = 9;
    private static final int QUARTERS_A_DAY = 44;

    LocalDate date(int week) {
        return scenario.from().plusWeeks(week);
    }

    Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(scenario.community().timeZone()).toInstant();
    }

    Instant at(int week, DayOfWeek day, LocalTime time) {
        return at(date(week).with(TemporalAdjusters.nextOrSame(day)), time);
    }

    /** Some quarter of an hour between nine in the morning and eight in the evening. */
    Instant sometimeIn(int week, Chance chance) {
        return at(
                date(week).plusDays(chance.below(7)),
                LocalTime.of(FIRST_HOUR, 0).plusMinutes(15L * chance.below(QUARTERS_A_DAY)));
    }

    Instant noon(LocalDate date) {
        return at(date, LocalTime.NOON);
    }
}
