package org.reciprocity.matching.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Availability.Fault;
import org.reciprocity.matching.fit.Availability.Slot;
import org.reciprocity.matching.fit.Window;

/**
 * The times that recurrence rules stand for (RFC 5545, section 3.3.10). A slot that falls into the hour that a zone skips in
 * spring begins when the clock goes on.
 */
public final class Recurrences {
    /** So far ahead recurring times are looked at when a match is sought. */
    public static final Duration AHEAD = Duration.ofDays(92);

    /** So far ahead the first time of a slot may lie: a leap day comes every eighth year at the latest. */
    private static final Duration FIRST_WITHIN = Duration.ofDays(366 * 8 + 2);

    /** No more times of one slot are looked at. */
    private static final int MOST = 4_000;

    private Recurrences() {}

    /** Why it cannot be, or empty when it can. */
    public static Optional<Fault> fault(Availability availability, Instant now) {
        var first = new ArrayList<List<Window>>();
        for (var slot : availability.slots()) {
            List<Window> times;
            try {
                times = times(availability.zone(), slot, now, now.plus(slot.rule() == null ? FIRST_WITHIN : AHEAD));
                if (times.isEmpty()) {
                    times = times(availability.zone(), slot, now, now.plus(FIRST_WITHIN));
                }
            } catch (InvalidRecurrenceRuleException e) {
                return Optional.of(Fault.UNREADABLE);
            }
            if (times.isEmpty()) {
                return Optional.of(Fault.NEVER);
            }
            first.add(times);
        }
        var all = first.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Window::from))
                .toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).from().isBefore(all.get(i - 1).until())) {
                return Optional.of(Fault.OVERLAPPING);
            }
        }
        return Optional.empty();
    }

    /**
     * The times that are not over at {@code from} and begin before {@code until}, in order.
     *
     * @throws IllegalStateException when a rule that was accepted before cannot be read
     */
    public static List<Window> times(Availability availability, Instant from, Instant until) {
        try {
            var all = new ArrayList<Window>();
            for (var slot : availability.slots()) {
                all.addAll(times(availability.zone(), slot, from, until));
            }
            all.sort(Comparator.comparing(Window::from));
            return all;
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalStateException("A rule that was accepted cannot be read", e);
        }
    }

    /**
     * The first start after a time, of what begins at {@code start} and recurs by a rule.
     *
     * @return empty when the rule has no more, or cannot be read
     */
    public static Optional<Instant> next(Instant start, String rule, ZoneId zone, Instant after) {
        try {
            var slot = new Slot(LocalDateTime.ofInstant(start, zone), 1, rule, List.of());
            return times(zone, slot, after.plusSeconds(60), after.plus(FIRST_WITHIN)).stream()
                    .map(Window::from)
                    .filter(time -> time.isAfter(after))
                    .findFirst();
        } catch (InvalidRecurrenceRuleException e) {
            return Optional.empty();
        }
    }

    /** Why a window cannot repeat by a rule: it never comes again, or it comes again before it is over. */
    public static Optional<Fault> faultOfRepeats(String rule, Window window, ZoneId zone) {
        try {
            var slot = new Slot(LocalDateTime.ofInstant(window.from(), zone), 1, rule, List.of());
            var starts = times(zone, slot, window.from(), window.from().plus(FIRST_WITHIN)).stream()
                    .map(Window::from)
                    .filter(time -> time.isAfter(window.from()))
                    .toList();
            if (starts.isEmpty()) {
                return Optional.of(Fault.NEVER);
            }
            return starts.getFirst().isBefore(window.until()) ? Optional.of(Fault.OVERLAPPING) : Optional.empty();
        } catch (InvalidRecurrenceRuleException e) {
            return Optional.of(Fault.UNREADABLE);
        }
    }

    private static List<Window> times(ZoneId zone, Slot slot, Instant from, Instant until)
            throws InvalidRecurrenceRuleException {
        if (slot.rule() == null) {
            var once = window(slot.start().atZone(zone).toInstant(), slot);
            return once.isOver(from) || !once.from().isBefore(until) ? List.of() : List.of(once);
        }
        var rule = rule(slot.rule());
        var start = slot.start();
        var times = new ArrayList<Window>();
        try {
            var iterator = rule.iterator(new DateTime(
                    TimeZone.getTimeZone(zone),
                    start.getYear(),
                    start.getMonthValue() - 1,
                    start.getDayOfMonth(),
                    start.getHour(),
                    start.getMinute(),
                    start.getSecond()));
            iterator.fastForward(
                    from.minus(Duration.ofMinutes(slot.minutes() + 1L)).toEpochMilli());
            for (int seen = 0; seen < MOST && iterator.hasNext(); seen++) {
                var time = window(Instant.ofEpochMilli(iterator.nextMillis()), slot);
                if (!time.from().isBefore(until)) {
                    break;
                }
                if (!time.isOver(from)
                        && !slot.except().contains(time.from().atZone(zone).toLocalDate())) {
                    times.add(time);
                }
            }
        } catch (IllegalArgumentException e) {
            // The library's way to say that it looked far ahead and found nothing, as of 30 February.
            return times;
        }
        return times;
    }

    private static RecurrenceRule rule(String text) throws InvalidRecurrenceRuleException {
        var rule = new RecurrenceRule(text.toUpperCase(Locale.ROOT), RfcMode.RFC5545_STRICT);
        boolean often = rule.getFreq() == Freq.HOURLY
                || rule.getFreq() == Freq.MINUTELY
                || rule.getFreq() == Freq.SECONDLY
                || rule.hasPart(Part.BYHOUR)
                || rule.hasPart(Part.BYMINUTE)
                || rule.hasPart(Part.BYSECOND);
        if (often) {
            throw new InvalidRecurrenceRuleException("recurs more often than daily");
        }
        // A day without a time would be compared with times; RFC 5545 asks for the same kind of value as the start's.
        if (rule.getUntil() != null && rule.getUntil().isAllDay()) {
            throw new InvalidRecurrenceRuleException("UNTIL has to be a time in UTC");
        }
        return rule;
    }

    private static Window window(Instant start, Slot slot) {
        return new Window(start, start.plus(Duration.ofMinutes(slot.minutes())));
    }
}
