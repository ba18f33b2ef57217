package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.figure.PeriodFacts.CaseFile;
import org.reciprocity.reporting.figure.PeriodFacts.Cell;
import org.reciprocity.reporting.figure.PeriodFacts.Credit;
import org.reciprocity.reporting.figure.PeriodFacts.Hours;
import org.reciprocity.reporting.figure.PeriodFacts.Journey;
import org.reciprocity.reporting.figure.PeriodFacts.Matches;
import org.reciprocity.reporting.figure.PeriodFacts.Partner;
import org.reciprocity.reporting.figure.PeriodFacts.Person;
import org.reciprocity.reporting.figure.PeriodFacts.Request;
import org.reciprocity.reporting.figure.PeriodFacts.Stock;
import org.reciprocity.reporting.figure.PeriodFacts.Support;
import org.reciprocity.reporting.projection.Kind;

/** Known answers of the rules, each small enough to be done by hand. */
class RulesTest {
    private static final YearMonth MAY = YearMonth.of(2026, 5);
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);

    private static PeriodFacts facts() {
        return facts(false);
    }

    private static PeriodFacts facts(boolean ofProgramme) {
        return new PeriodFacts(
                Optional.of(LocalDate.of(2026, 5, 1)),
                Optional.of(LocalDate.of(2026, 6, 1)),
                ofProgramme,
                ZoneId.of("Europe/London"));
    }

    private static String value(Figure figure, PeriodFacts facts) {
        return FigureRules.value(figure, facts)
                .value()
                .map(BigDecimal::toPlainString)
                .orElse("none");
    }

    private static Object part(Figure figure, PeriodFacts facts, String name) {
        var part = FigureRules.value(figure, facts).parts().get(name);
        return part instanceof Number number ? (Object) number.longValue() : part;
    }

    private static Optional<YearMonth> month(String text) {
        return text == null ? Optional.empty() : Optional.of(YearMonth.parse(text));
    }

    private static Journey journey(int person, String received, String given, String organised) {
        return new Journey(person, month(received), month(given), month(organised), month(given));
    }

    private static CaseFile referred(UUID person, int number, int harmed, String outcome) {
        return new CaseFile(
                person,
                number,
                Optional.of(true),
                OptionalLong.of(60),
                OptionalLong.of(harmed),
                Optional.ofNullable(outcome),
                Optional.empty(),
                false);
    }

    @Test
    void casesAreCountedByWhereTheyStandAndByHowManyTheyAreAbout() {
        var facts = facts();
        facts.cases = List.of(
                referred(ANNA, 1, 3, "completed"),
                referred(BEN, 2, 4, null),
                new CaseFile(
                        BEN,
                        2,
                        Optional.of(false),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true));

        assertEquals("3", value(Figure.CASES, facts));
        assertEquals(
                Map.of("agreed", 1L, "completed", 1L, "declined", 1L),
                FigureRules.value(Figure.CASES, facts).parts().get("byState"));
        assertEquals(120L, part(Figure.CASES, facts, "dutyMinutesAgreed"));
        assertEquals("7", value(Figure.PEOPLE_HARMED, facts));
        assertEquals(1L, part(Figure.PEOPLE_HARMED, facts, "withoutAgreement"));
    }

    private static CaseFile marked(boolean failureElsewhere) {
        return new CaseFile(
                ANNA,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                failureElsewhere);
    }

    @Test
    void failureDemandIsOfRequestsAndReferralsTogether() {
        var facts = facts();
        facts.matches.put(
                "request-made", new TreeMap<>(Map.of("lifts", new Matches(4, 240), "cooking", new Matches(2, 120))));
        facts.matches.put("failure-elsewhere", new TreeMap<>(Map.of("lifts", new Matches(1, 60))));
        assertEquals("0.166667", value(Figure.FAILURE_DEMAND, facts));

        facts.cases = List.of(marked(true), marked(false));
        assertEquals("0.250000", value(Figure.FAILURE_DEMAND, facts));
        var parts = Map.of(
                "causedElsewhere", 2L,
                "asked", 8L,
                "requests", 6L,
                "requestsCausedElsewhere", 1L,
                "referrals", 2L,
                "referralsCausedElsewhere", 1L);
        parts.forEach((name, number) -> assertEquals(number, part(Figure.FAILURE_DEMAND, facts, name), name));

        facts.matches.clear();
        assertEquals("0.500000", value(Figure.FAILURE_DEMAND, facts));
        assertEquals("none", value(Figure.FAILURE_DEMAND, facts()));

        var ofProgramme = facts(true);
        ofProgramme.cases = facts.cases;
        assertEquals("none", value(Figure.FAILURE_DEMAND, ofProgramme));
        assertEquals(2L, part(Figure.FAILURE_DEMAND, ofProgramme, "referrals"));
        assertEquals(1L, part(Figure.FAILURE_DEMAND, ofProgramme, "referralsCausedElsewhere"));
    }

    @Test
    void aYearOfPlacementWeeksAt995LessComesTo51740() {
        var facts = facts();
        facts.support = List.of(new Support("placement-week", "GBP", 50_500, 150_000, 52, 1));

        assertEquals("5174000", value(Figure.SUPPORT_COST_DIFFERENCE, facts));
        facts.support = List.of(
                new Support("placement-week", "GBP", 50_500, 150_000, 52, 1), new Support("visit", "EUR", 1, 2, 1, 1));
        assertEquals("none", value(Figure.SUPPORT_COST_DIFFERENCE, facts));
        assertEquals("none", value(Figure.SUPPORT_COST_DIFFERENCE, facts()));
    }

    @Test
    void rolesAreReversedByWhoeverWasReferredAndGives() {
        var facts = facts();
        facts.cases =
                List.of(referred(ANNA, 1, 1, null), referred(BEN, 2, 1, null), referred(new UUID(0, 3), 3, 1, null));
        facts.journeys = List.of(
                journey(1, null, "2026-05", null),
                journey(2, "2026-05", null, null),
                journey(9, null, "2026-05", null));

        assertEquals("0.333333", value(Figure.ROLE_REVERSAL, facts));
        assertEquals(1L, part(Figure.ROLE_REVERSAL, facts, "gave"));
        assertEquals("none", value(Figure.ROLE_REVERSAL, facts()));
    }

    @Test
    void hoursBeforeTheMonthOfAReferralReverseNoRole() {
        var facts = facts();
        var accepted = referred(ANNA, 1, 0, null);
        var onTheTenth = Optional.of(java.time.LocalDate.of(2026, 5, 10));
        facts.cases = List.of(new CaseFile(
                ANNA,
                1,
                accepted.accepted(),
                accepted.dutyMinutes(),
                accepted.peopleHarmed(),
                Optional.empty(),
                onTheTenth,
                false));
        facts.journeys = List.of(journey(1, null, "2026-04", null));
        assertEquals(0L, part(Figure.ROLE_REVERSAL, facts, "gave"));

        facts.journeys = List.of(new Journey(1, month(null), month("2026-04"), month(null), month("2026-05")));
        assertEquals(1L, part(Figure.ROLE_REVERSAL, facts, "gave"));
    }

    @Test
    void timeToTheFirstGiftIsTheMedianOfThoseWhoGaveAndCountsThoseWhoWait() {
        var facts = facts();
        facts.journeys = List.of(
                journey(1, "2026-05", "2026-05", null),
                journey(2, "2026-05", "2026-08", "2026-09"),
                journey(3, "2026-05", "2026-06", null),
                journey(4, "2026-05", null, null),
                // Gave before receiving, and received in another month.
                journey(5, "2026-05", "2026-04", null),
                journey(6, "2026-04", "2026-12", null));

        assertEquals("1", value(Figure.FIRST_GIFT_MONTHS, facts));
        assertEquals(1L, part(Figure.FIRST_GIFT_MONTHS, facts, "waiting"));
        assertEquals(1L, part(Figure.FIRST_GIFT_MONTHS, facts, "gaveBefore"));
        assertEquals("0.750000", value(Figure.PROGRESSION, facts));
        assertEquals(1L, part(Figure.PROGRESSION, facts, "organised"));
    }

    private static Request request(
            UUID person, boolean over, boolean withdrawn, long proposals, long declined, String agreed) {
        return new Request(
                person,
                "lifts",
                90,
                1_777_723_200, // 2 May 2026, noon UTC
                1_777_896_000, // Monday 4 May 2026
                true,
                over,
                withdrawn,
                proposals,
                declined,
                agreed == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(java.time.Instant.parse(agreed).getEpochSecond()),
                false,
                30);
    }

    @Test
    void aReversalTakesAMatchOutOfThePeriodInWhichItWasFulfilled() {
        var facts = facts();
        facts.fulfilments = new PeriodFacts.Fulfilments(2, 3);

        assertEquals("2", value(Figure.MATCHES_FULFILLED, facts));
        assertEquals(3L, part(Figure.MATCHES_FULFILLED, facts, "reversedSince"));
    }

    @Test
    void aRequestWhoseTimePassedLapsedForAReason() {
        var facts = facts();
        facts.requests = List.of(
                request(ANNA, true, false, 0, 0, null),
                request(ANNA, true, false, 2, 2, null),
                request(BEN, true, false, 2, 1, null),
                request(BEN, true, false, 1, 0, "2026-05-03T10:00:00Z"),
                request(BEN, true, true, 0, 0, null),
                request(BEN, false, false, 0, 0, null));

        assertEquals("4", value(Figure.REQUESTS_LAPSED, facts));
        assertEquals(
                Map.of("nobody-proposed", 1L, "all-declined", 1L, "not-answered", 1L, "agreed-and-not-carried-out", 1L),
                part(Figure.REQUESTS_LAPSED, facts, "byReason"));
        assertEquals(Map.of("lifts", 4L), part(Figure.REQUESTS_LAPSED, facts, "bySkill"));
        assertEquals(Map.of("1-monday", 4L), part(Figure.REQUESTS_LAPSED, facts, "byWeekday"));
        assertEquals("4", value(Figure.HOURS_UNMET, facts));
        assertEquals(Map.of("1-monday", 240L), part(Figure.HOURS_UNMET, facts, "minutesByWeekday"));
        assertEquals("1", value(Figure.NEVER_MATCHED, facts));
        assertEquals(2L, part(Figure.NEVER_MATCHED, facts, "requesters"));
    }

    @Test
    void whatLapsesOnWhichDayIsToldBySkill() {
        var facts = facts();
        // A lift of an hour on Monday and one on Tuesday; two of shopping on Tuesday, of which one was carried out.
        facts.requests = List.of(
                asked("lifts", "2026-05-04T09:00:00Z", false),
                asked("lifts", "2026-05-05T09:00:00Z", false),
                asked("shopping", "2026-05-05T10:00:00Z", false),
                asked("shopping", "2026-05-05T11:00:00Z", true));

        assertEquals(
                Map.of(
                        "lifts", Map.of("1-monday", 1L, "2-tuesday", 1L),
                        "shopping", Map.of("2-tuesday", 1L)),
                part(Figure.REQUESTS_LAPSED, facts, "bySkillAndWeekday"));
        assertEquals(
                Map.of(
                        "lifts", Map.of("1-monday", 60L, "2-tuesday", 60L),
                        "shopping", Map.of("2-tuesday", 60L)),
                part(Figure.HOURS_UNMET, facts, "minutesBySkillAndWeekday"));
    }

    /** A request of an hour that is over. */
    private static PeriodFacts.Request asked(String skill, String begins, boolean fulfilled) {
        long at = Instant.parse(begins).getEpochSecond();
        return new PeriodFacts.Request(
                ANNA, skill, 60, at, at, true, true, false, 0, 0, OptionalLong.empty(), fulfilled, fulfilled ? 60 : 0);
    }

    @Test
    void daysToAMatchAreDaysOfTheCommunitysCalendar() {
        var facts = facts();
        // Eleven at night by UTC is the next day in London.
        facts.requests = List.of(
                request(ANNA, true, false, 1, 0, "2026-05-02T22:00:00Z"),
                request(ANNA, true, false, 1, 0, "2026-05-02T23:00:00Z"),
                request(BEN, true, false, 1, 0, "2026-05-09T10:00:00Z"),
                request(BEN, true, false, 1, 0, "2026-05-05T10:00:00Z"),
                request(BEN, false, false, 1, 0, null));

        assertEquals("2", value(Figure.DAYS_TO_MATCH, facts));
        assertEquals(1L, part(Figure.DAYS_TO_MATCH, facts, "waiting"));
    }

    private static Hours hours(Kind kind, String role, long minutes) {
        return new Hours(kind, "", role, "member", minutes, 1, minutes);
    }

    @Test
    void leverageIsWhatUsersGaveForEachHourOfProfessionals() {
        var facts = facts();
        facts.hours = List.of(
                hours(Kind.SERVICE, "member", 300),
                hours(Kind.CONTRIBUTION, "volunteer", 60),
                hours(Kind.SERVICE, "professional", 90),
                hours(Kind.REDEMPTION, "member", 999));

        assertEquals("4.000000", value(Figure.LEVERAGE, facts));
        assertEquals("0.666667", value(Figure.PROFILE_MUTUAL_SUPPORT, facts));
        assertEquals("none", value(Figure.DESIGN_BY_USERS, facts));
        assertEquals("0.800000", value(Figure.DELIVERY_BY_USERS, facts));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, not-observed",
        "9, 91, professionals",
        "10, 90, both",
        "90, 10, both",
        "91, 9, users",
        "0, 5, professionals",
        "5, 0, users"
    })
    void underATenthIsByProfessionalsAndOverNineTenthsByUsers(long users, long professionals, String observed) {
        assertEquals(observed, CellRules.observed(users, professionals));
    }

    @ParameterizedTest
    @CsvSource({
        "professionals, professionals, traditional professional service",
        "both, professionals, professional service with users in planning",
        "users, professionals, professionals as sole deliverers",
        "professionals, both, user co-delivery of professionally designed services",
        "both, both, full co-production",
        "users, both, user delivery with little professional input",
        "professionals, users, user delivery of professionally planned services",
        "both, users, user delivery of co-designed services",
        "users, users, self-organised provision"
    })
    void theNineCellsHaveTheirNames(String design, String delivery, String name) {
        assertEquals(Optional.of(name), CellRules.name(design, delivery));
    }

    @Test
    void whatIsObservedIsHeldAgainstWhatIsDeclared() {
        var facts = facts(true);
        facts.cells = List.of(
                new Cell("GARDENS", "both", "users", 50, 50, 100, 0),
                new Cell("PANEL", "both", "both", 60, 40, 0, 0),
                new Cell("CLINIC", "both", "both", 0, 0, 1, 99),
                new Cell("ASLEEP", "users", "users", 0, 0, 0, 0));
        facts.people = List.of(new Person(1, 60, 1, 0, 1, 0, 0), new Person(2, 0, 0, 1, 1, 0, 0));

        assertEquals("1", value(Figure.CELL_DIFFERENCE, facts));
        var programmes = (Map<?, ?>) part(Figure.CELL_DIFFERENCE, facts, "programmes");
        assertEquals("one-way-giving", ((Map<?, ?>) programmes.get("GARDENS")).get("flags"));
        assertEquals(
                "user delivery of co-designed services", ((Map<?, ?>) programmes.get("GARDENS")).get("observedName"));
        assertTrue(((Map<?, ?>) programmes.get("PANEL")).get("flags").toString().startsWith("consultation-only"));
        assertTrue(
                ((Map<?, ?>) programmes.get("CLINIC")).get("flags").toString().startsWith("differs-from-declared"));
        assertEquals("not-observed/not-observed", ((Map<?, ?>) programmes.get("ASLEEP")).get("observed"));
        assertEquals(3L, part(Figure.CELL_DIFFERENCE, facts, "observed"));
    }

    @Test
    void whatIsReimbursedIsWhatWasTakenFirst() {
        var taken = new TreeMap<YearMonth, Long>();
        taken.put(MAY.minusMonths(2), 60L);
        taken.put(MAY.minusMonths(1), 120L);
        taken.put(MAY, 30L);
        var facts = facts();
        facts.partners =
                List.of(new Partner("POOL", taken, 100, 30, 0), new Partner("ARENA", new TreeMap<>(), 0, 0, 240));

        assertEquals("1.833333", value(Figure.REDEMPTION_LIABILITY, facts));
        assertEquals(
                Map.of("2026-04", 80L, "2026-05", 30L),
                part(Figure.REDEMPTION_LIABILITY, facts, "minutesByMonthTaken"));
        assertEquals("2026-04", part(Figure.REDEMPTION_LIABILITY, facts, "oldest"));
        assertEquals("0.5", value(Figure.GIVEN_BACK, facts));
        assertEquals("none", value(Figure.REDEMPTION_LIABILITY, facts(true)));
    }

    @Test
    void velocityIsServiceToTheMeanOfWhatIsOutstanding() {
        var facts = facts();
        facts.hours = List.of(hours(Kind.SERVICE, "member", 600), hours(Kind.CONTRIBUTION, "member", 60));
        facts.credit = new Credit(
                Optional.of(new Stock(Optional.of(LocalDate.of(2026, 5, 31)), 300, Optional.of(new BigDecimal("1.5")))),
                List.of(100L, 200L, 300L));

        assertEquals("3.000000", value(Figure.VELOCITY, facts));
        assertEquals("5", value(Figure.OUTSTANDING, facts));
        assertEquals("2026-05-31", part(Figure.OUTSTANDING, facts, "closed"));
        assertEquals("1.5", value(Figure.BALANCE_DISPERSION, facts));
        assertEquals("none", value(Figure.VELOCITY, facts()));
    }

    @Test
    void creditOutstandingIsWhatIsAboveZero() {
        var stock = CreditReader.stock(new long[] {-120, 0, 120, 240});

        assertEquals(360, stock.outstanding());
        // Quartiles at -30 and 150 minutes.
        assertEquals(Optional.of(new BigDecimal("3")), stock.dispersion());
    }

    @Test
    void rolesAreBlurredForThoseOnBothSidesAndThoseWhoCameToOrganise() {
        var facts = facts();
        facts.people = List.of(
                new Person(1, 60, 2, 1, 0, 1, 1),
                new Person(2, 60, 1, 0, 1, 0, 0),
                new Person(3, 0, 0, 1, 0, 0, 1),
                new Person(4, 60, 1, 1, 0, 1, 0));
        facts.journeys = List.of(
                journey(2, "2026-01", "2026-02", "2026-03"),
                journey(3, "2026-01", null, "2026-07"),
                journey(9, "2026-01", "2026-01", "2026-01"));

        assertEquals("0.500000", value(Figure.PROFILE_BLURRED_ROLES, facts));
    }
}
