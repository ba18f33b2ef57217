package org.reciprocity.matching.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Availability.Fault;
import org.reciprocity.matching.fit.Availability.Slot;
import org.reciprocity.matching.fit.Window;

class RecurrencesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    @Test
    void keepsTheClockOfTheZoneWhenItGoesOn() {
        var sundays = availability(slot("2026-03-22T14:00", 60, "FREQ=WEEKLY"));
        assertEquals(
                List.of("2026-03-22T14:00:00Z", "2026-03-29T13:00:00Z", "2026-04-05T13:00:00Z"),
                starts(sundays, NOW, NOW.plus(Duration.ofDays(17))));
    }

    @Test
    void leavesOutTheDaysThatAreExcepted() {
        var slot = new Slot(
                LocalDateTime.parse("2026-03-23T09:00"),
                30,
                "FREQ=DAILY;COUNT=3",
                List.of(LocalDate.parse("2026-03-24")));
        assertEquals(
                List.of("2026-03-23T09:00:00Z", "2026-03-25T09:00:00Z"),
                starts(availability(slot), NOW, NOW.plus(Duration.ofDays(30))));
    }

    @Test
    void countsATimeThatHasBegunAndIsNotOver() {
        var daily = availability(slot("2026-03-01T11:30", 60, "FREQ=DAILY"));
        assertEquals(List.of("2026-03-20T11:30:00Z"), starts(daily, NOW, NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void mergesSlotsInOrder() {
        var both = availability(
                slot("2026-03-24T09:00", 30, null), slot("2026-03-23T09:00", 30, "FREQ=WEEKLY;BYDAY=MO,WE"));
        assertEquals(
                List.of("2026-03-23T09:00:00Z", "2026-03-24T09:00:00Z", "2026-03-25T09:00:00Z"),
                starts(both, NOW, NOW.plus(Duration.ofDays(6))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
                "FREQ=DAILY;UNTIL=20260101T000000Z"
            })
    void refusesARuleThatNeverComes(String rule) {
        assertEquals(Optional.of(Fault.NEVER), fault(slot("2026-03-01T09:00", 60, rule)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=HOURLY",
                "FREQ=SECONDLY",
                "FREQ=DAILY;BYHOUR=9,10",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=WEEKLY;INTERVAL=0",
                "FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z",
                "FREQ=WEEKLY;UNTIL=20270101",
                "BYDAY=MO",
                "every Monday"
            })
    void refusesARuleThatIsNone(String rule) {
        assertEquals(Optional.of(Fault.UNREADABLE), fault(slot("2026-03-01T09:00", 60, rule)));
    }

    @Test
    void refusesTimesThatOverlap() {
        assertEquals(
                Optional.of(Fault.OVERLAPPING),
                fault(slot("2026-03-23T09:00", 60, null), slot("2026-03-23T09:59", 60, null)));
        assertEquals(
                Optional.of(Fault.OVERLAPPING),
                fault(
                        slot("2026-03-23T09:00", 60, "FREQ=WEEKLY;BYDAY=MO,TU"),
                        slot("2026-03-24T09:30", 60, "FREQ=WEEKLY;BYDAY=TU")));
        assertEquals(Optional.empty(), fault(slot("2026-03-23T09:00", 60, null), slot("2026-03-23T10:00", 60, null)));
    }

    @Test
    void refusesATimeThatIsOver() {
        assertEquals(Optional.of(Fault.NEVER), fault(slot("2026-03-20T10:00", 60, null)));
    }

    @Test
    void takesALeapDay() {
        assertEquals(Optional.empty(), fault(slot("2026-03-01T09:00", 60, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")));
    }

    @Test
    void repeatsOnlyOnceTheTimeBeforeIsOver() {
        var week = new Window(NOW, NOW.plus(Duration.ofDays(5)));
        assertEquals(Optional.empty(), Recurrences.faultOfRepeats("FREQ=WEEKLY;COUNT=3", week, LONDON));
        assertEquals(Optional.of(Fault.OVERLAPPING), Recurrences.faultOfRepeats("FREQ=DAILY", week, LONDON));
        assertEquals(Optional.of(Fault.NEVER), Recurrences.faultOfRepeats("FREQ=WEEKLY;COUNT=1", week, LONDON));
        assertEquals(Optional.of(Fault.UNREADABLE), Recurrences.faultOfRepeats("weekly", week, LONDON));
    }

    @Property(tries = 300)
    void givesEveryDayOfADailyRuleAtItsClockTime(
            @ForAll @IntRange(min = 0, max = 23) int hour,
            @ForAll @IntRange(min = 1, max = 60) int days,
            @ForAll @IntRange(min = 0, max = 300) int first) {
        var start = LocalDate.of(2026, 1, 1).plusDays(first).atTime(hour, 30);
        // The hour that is skipped or comes twice has no clock time of its own.
        var hourThatChanges = hour == 1 || hour == 2;
        var from = start.atZone(LONDON).toInstant();
        var until = start.plusDays(days).atZone(LONDON).toInstant();
        var times = Recurrences.times(availability(new Slot(start, 15, "FREQ=DAILY", List.of())), from, until);
        if (!hourThatChanges) {
            assertEquals(days, times.size());
            for (int day = 0; day < days; day++) {
                assertEquals(
                        start.plusDays(day),
                        LocalDateTime.ofInstant(times.get(day).from(), LONDON));
            }
        }
        for (int i = 1; i < times.size(); i++) {
            assertTrue(times.get(i - 1).until().isBefore(times.get(i).from()));
        }
    }

    private static Optional<Fault> fault(Slot... slots) {
        return Recurrences.fault(availability(slots), NOW);
    }

    private static Availability availability(Slot... slots) {
        return new Availability(LONDON, List.of(slots));
    }

    private static Slot slot(String start, int minutes, String rule) {
        return new Slot(LocalDateTime.parse(start), minutes, rule, List.of());
    }

    private static List<String> starts(Availability availability, Instant from, Instant until) {
        return Recurrences.times(availability, from, until).stream()
                .map(time -> time.from().toString())
                .toList();
    }
}
