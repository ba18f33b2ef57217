package org.reciprocity.reporting.closing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.edition.Edition.Kind;

/** When a day and a month are closed. */
class DueTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private static List<Due> at(String now, Instant since, Map<Kind, LocalDate> latest) {
        return Due.of(Instant.parse(now), LONDON, since, TWO_DAYS, latest);
    }

    private static Due daily(String day) {
        return new Due(Kind.DAILY, LocalDate.parse(day));
    }

    private static Due monthly(String day) {
        return new Due(Kind.MONTHLY, LocalDate.parse(day));
    }

    @Test
    void aDayIsClosedAsSoonAsItHasEndedInTheCommunity() {
        var latest = Map.of(Kind.DAILY, LocalDate.parse("2026-05-03"), Kind.MONTHLY, LocalDate.parse("2026-04-30"));

        assertEquals(List.of(), at("2026-05-04T22:59:59Z", LONG_AGO, latest));
        assertEquals(List.of(daily("2026-05-04")), at("2026-05-04T23:00:00Z", LONG_AGO, latest));
    }

    @Test
    void aDayIsClosedOnceAndOneThatWasMissedIsNotMadeUp() {
        var latest = Map.of(Kind.DAILY, LocalDate.parse("2026-05-04"), Kind.MONTHLY, LocalDate.parse("2026-04-30"));

        assertEquals(List.of(), at("2026-05-05T10:00:00Z", LONG_AGO, latest));
        assertEquals(List.of(daily("2026-05-07")), at("2026-05-08T10:00:00Z", LONG_AGO, latest));
    }

    @Test
    void aMonthsEditionIsCutOnceTimeWasLeftForLateEntries() {
        var latest = Map.of(Kind.DAILY, LocalDate.parse("2026-12-31"), Kind.MONTHLY, LocalDate.parse("2026-04-30"));

        assertEquals(List.of(), at("2026-06-02T22:59:59Z", LONG_AGO, latest));
        assertEquals(List.of(monthly("2026-05-31")), at("2026-06-02T23:00:00Z", LONG_AGO, latest));
    }

    @Test
    void whatEndedBeforeThereWereFiguresIsNotMadeUp() {
        assertEquals(List.of(), at("2026-05-04T10:00:00Z", Instant.parse("2026-05-04T09:00:00Z"), Map.of()));
        assertEquals(
                List.of(daily("2026-05-04")),
                at("2026-05-05T10:00:00Z", Instant.parse("2026-05-04T09:00:00Z"), Map.of()));
        assertEquals(
                List.of(daily("2026-06-03"), monthly("2026-05-31")),
                at("2026-06-04T10:00:00Z", Instant.parse("2026-05-31T22:00:00Z"), Map.of()));
    }
}
