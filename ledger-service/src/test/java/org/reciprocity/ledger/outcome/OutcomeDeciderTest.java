package org.reciprocity.ledger.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.instrument.Instrument;
import org.reciprocity.ledger.instrument.Instruments;
import org.reciprocity.ledger.withdrawal.Withdrawal;

class OutcomeDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final UUID PARTICIPANT = new UUID(1, 1);
    private static final OutcomeFact NONE = new OutcomeFact.None();
    private static final OutcomeCommand.Before NOTHING = new OutcomeCommand.Before(Set.of(), false, null, null);
    private static final Instrument SWEMWBS =
            new Instruments().builtIn("SWEMWBS").orElseThrow();

    @Test
    void recordsAScoreOfOneOrOfMany() {
        var recorded = after(NONE, score(PARTICIPANT, null, 0, TODAY, NOTHING));
        refused(new OutcomeDecider.Refusal.IdInUse(), recorded, score(PARTICIPANT, null, 0, TODAY, NOTHING));
        var measure = assertInstanceOf(
                        OutcomeEvent.Scored.class,
                        assertInstanceOf(OutcomeFact.Recorded.class, recorded).event())
                .measure();
        assertEquals(new OutcomeFact.Reading(new BigDecimal("19.98"), 22, "higher", null), measure.reading());
        after(NONE, score(null, 24, 0, TODAY, NOTHING));
    }

    @Test
    void refusesNobodysScoreAndTomorrows() {
        var unclear = new OutcomeDecider.Refusal.SubjectUnclear();
        refused(unclear, NONE, score(null, null, 0, TODAY, NOTHING));
        refused(unclear, NONE, score(PARTICIPANT, 24, 0, TODAY, NOTHING));
        refused(unclear, NONE, use(null, null, NOTHING));
        refused(
                new OutcomeDecider.Refusal.InTheFuture(),
                NONE,
                score(PARTICIPANT, null, 0, TODAY.plusDays(1), NOTHING));
        after(NONE, use(null, 12, NOTHING));
    }

    @Test
    void refusesWhatNoInstrumentGives() {
        var subject = new OutcomeFact.Subject(PARTICIPANT, null);
        var given = new Instrument.Given(new BigDecimal("20"), null, null);
        refused(new OutcomeDecider.Refusal.UnknownInstrument(), NONE, scoring(subject, null, given));
        refused(new OutcomeDecider.Refusal.ScoreOutOfRange("score", SWEMWBS), NONE, scoring(subject, SWEMWBS, given));
        refused(
                new OutcomeDecider.Refusal.ScoreUnclear(),
                NONE,
                scoring(subject, SWEMWBS, new Instrument.Given(null, null, null)));
        refused(
                new OutcomeDecider.Refusal.ScoreUnclear(),
                NONE,
                scoring(new OutcomeFact.Subject(null, 24), SWEMWBS, new Instrument.Given(null, 22, null)));
    }

    @Test
    void keepsAPersonInOneArm() {
        var comparison = new OutcomeCommand.Before(Set.of(OutcomeFact.Arm.COMPARISON), false, null, null);
        var both = new OutcomeCommand.Before(Set.of(OutcomeFact.Arm.values()), false, null, null);
        var same = new OutcomeCommand.Before(Set.of(OutcomeFact.Arm.PARTICIPANTS), false, null, null);
        var changed = new OutcomeDecider.Refusal.ArmChanged();
        for (var before : List.of(comparison, both)) {
            refused(changed, NONE, score(PARTICIPANT, null, 0, TODAY, before));
            refused(changed, NONE, use(PARTICIPANT, null, before));
            refused(changed, NONE, followUp(before, TODAY));
        }
        after(NONE, score(PARTICIPANT, null, 0, TODAY, same));
        after(NONE, use(PARTICIPANT, null, same));
        after(NONE, followUp(same, TODAY));
    }

    @Test
    void takesAFollowUpWaveOnItsBaselinesDayOrLater() {
        var before = new OutcomeDecider.Refusal.BeforeBaseline();
        var known = new OutcomeCommand.Before(Set.of(), false, TODAY.minusDays(10), null);
        refused(new OutcomeDecider.Refusal.BaselineMissing(), NONE, score(PARTICIPANT, null, 1, TODAY, NOTHING));
        refused(before, NONE, score(PARTICIPANT, null, 1, TODAY.minusDays(11), known));
        after(NONE, score(PARTICIPANT, null, 1, TODAY.minusDays(10), known));
        var goesOn = new OutcomeCommand.Before(Set.of(), false, null, TODAY.minusDays(10));
        refused(new OutcomeDecider.Refusal.BaselineAfterFollowUp(), NONE, score(PARTICIPANT, null, 0, TODAY, goesOn));
        after(NONE, score(PARTICIPANT, null, 0, TODAY.minusDays(10), goesOn));
        refused(
                new OutcomeDecider.Refusal.AlreadyScored(),
                NONE,
                score(PARTICIPANT, null, 0, TODAY, new OutcomeCommand.Before(Set.of(), true, null, null)));
    }

    @Test
    void followsUpACaseAParticipantOrAGroup() {
        var unclear = new OutcomeDecider.Refusal.FollowUpUnclear();
        var numbers = new OutcomeFact.Numbers(34, 66, 12);
        after(NONE, followUp(new OutcomeFact.FollowedUp(PARTICIPANT, null, null), OutcomeFact.Came.LOST, TODAY));
        after(NONE, followUp(new OutcomeFact.FollowedUp(null, PARTICIPANT, null), OutcomeFact.Came.YES, TODAY));
        after(NONE, followUp(new OutcomeFact.FollowedUp(null, null, numbers), null, TODAY));
        refused(unclear, NONE, followUp(new OutcomeFact.FollowedUp(null, null, numbers), OutcomeFact.Came.YES, TODAY));
        refused(unclear, NONE, followUp(new OutcomeFact.FollowedUp(null, PARTICIPANT, null), null, TODAY));
        refused(unclear, NONE, followUp(new OutcomeFact.FollowedUp(null, null, null), OutcomeFact.Came.NO, TODAY));
        refused(
                unclear,
                NONE,
                followUp(new OutcomeFact.FollowedUp(PARTICIPANT, PARTICIPANT, null), OutcomeFact.Came.NO, TODAY));
        refused(
                new OutcomeDecider.Refusal.GroupEmpty(),
                NONE,
                followUp(new OutcomeFact.FollowedUp(null, null, new OutcomeFact.Numbers(0, 0, 0)), null, TODAY));
        refused(
                new OutcomeDecider.Refusal.InTheFuture(),
                NONE,
                followUp(new OutcomeFact.FollowedUp(null, PARTICIPANT, null), OutcomeFact.Came.NO, TODAY.plusDays(1)));
    }

    @Test
    void followsUpOnceAndNotBeforeTheEnrolment() {
        refused(
                new OutcomeDecider.Refusal.AlreadyFollowedUp(),
                NONE,
                followUp(new OutcomeCommand.Before(Set.of(), true, null, null), TODAY));
        var enrolled = new OutcomeCommand.Before(Set.of(), false, TODAY.minusDays(3), null);
        refused(new OutcomeDecider.Refusal.BeforeEnrolment(), NONE, followUp(enrolled, TODAY.minusDays(4)));
        after(NONE, followUp(enrolled, TODAY.minusDays(3)));
    }

    @Test
    void recordsAUseOnceForAsManyDays() {
        refused(
                new OutcomeDecider.Refusal.UseAlreadyRecorded(),
                NONE,
                use(PARTICIPANT, null, new OutcomeCommand.Before(Set.of(), true, null, null)));
    }

    @Test
    void takesANoWhenTheWindowIsOverAndYesAndLostBefore() {
        var opens = TODAY.minusMonths(12);
        var over = new OutcomeCommand.Before(Set.of(), false, null, null, opens);
        var open = new OutcomeCommand.Before(Set.of(), false, null, null, opens.plusDays(1));
        after(NONE, followUp(over, TODAY));
        refused(new OutcomeDecider.Refusal.WindowOpen(TODAY.plusDays(1)), NONE, followUp(open, TODAY));
        for (var came : List.of(OutcomeFact.Came.YES, OutcomeFact.Came.LOST)) {
            after(NONE, followUp(new OutcomeFact.FollowedUp(null, PARTICIPANT, null), came, TODAY, open));
        }
        after(
                NONE,
                followUp(new OutcomeFact.FollowedUp(null, null, new OutcomeFact.Numbers(1, 2, 0)), null, TODAY, open));
    }

    @Test
    void takesAReferenceOnce() {
        var taken = new OutcomeDecider.Refusal.ReferenceInUse();
        var use = (OutcomeCommand.RecordUse) use(null, 12, NOTHING);
        refused(taken, NONE, new OutcomeCommand.RecordUse(use.use(), NOTHING, true));
        var followUp = (OutcomeCommand.FollowUp) followUp(NOTHING, TODAY);
        refused(taken, NONE, new OutcomeCommand.FollowUp(followUp.followUp(), TODAY, NOTHING, true));
    }

    @Test
    void isWithdrawnOnceByWhoMay() {
        var withdraw = new OutcomeCommand.Withdraw(true, withdrawal(PARTICIPANT));
        var notMine = new OutcomeCommand.Withdraw(false, withdrawal(PARTICIPANT));
        refused(new OutcomeDecider.Refusal.NotRecorded(), NONE, withdraw);
        for (var command : List.of(
                score(PARTICIPANT, null, 0, TODAY, NOTHING),
                use(PARTICIPANT, null, NOTHING),
                followUp(NOTHING, TODAY))) {
            var recorded = after(NONE, command);
            refused(new OutcomeDecider.Refusal.NotYours(), recorded, notMine);
            var withdrawn = after(recorded, withdraw);
            assertInstanceOf(OutcomeFact.Withdrawn.class, withdrawn);
            refused(new OutcomeDecider.Refusal.AlreadyWithdrawn(), withdrawn, withdraw);
            refused(new OutcomeDecider.Refusal.NotYours(), withdrawn, notMine);
            refused(new OutcomeDecider.Refusal.IdInUse(), withdrawn, command);
            var event = new OutcomeEvent.Withdrawn(withdrawal(PARTICIPANT));
            assertThrows(IllegalStateException.class, () -> OutcomeDecider.evolve(withdrawn, event));
        }
    }

    /** People of one programme, a few days, all commands in any order: what stands afterwards breaks no rule. */
    @Test
    void keepsItsRulesWhateverIsAskedInWhateverOrder() {
        for (long seed = 0; seed < 300; seed++) {
            var book = new Programme(new Random(seed));
            for (int i = 0; i < 120; i++) {
                book.step();
            }
            book.check("seed " + seed);
        }
    }

    /** What stands of a programme, and what is known of a person in it, as the service asks the database. */
    private static final class Programme {
        private final Random random;
        private final Map<UUID, OutcomeFact> facts = new HashMap<>();
        private final List<UUID> recorded = new ArrayList<>();
        private int accepted;

        Programme(Random random) {
            this.random = random;
        }

        private List<OutcomeEvent> standing() {
            return facts.values().stream()
                    .filter(OutcomeFact.Recorded.class::isInstance)
                    .map(fact -> ((OutcomeFact.Recorded) fact).event())
                    .toList();
        }

        private List<OutcomeFact.Measure> measures(UUID person) {
            return standing().stream()
                    .filter(OutcomeEvent.Scored.class::isInstance)
                    .map(event -> ((OutcomeEvent.Scored) event).measure())
                    .filter(measure -> person.equals(measure.subject().participant()))
                    .toList();
        }

        private List<OutcomeFact.FollowUp> followUps(UUID person) {
            return standing().stream()
                    .filter(OutcomeEvent.FollowedUp.class::isInstance)
                    .map(event -> ((OutcomeEvent.FollowedUp) event).followUp())
                    .filter(followUp -> person.equals(followUp.whose().participant()))
                    .toList();
        }

        private Set<OutcomeFact.Arm> arms(UUID person) {
            var arms = new java.util.HashSet<OutcomeFact.Arm>();
            measures(person).forEach(measure -> arms.add(measure.arm()));
            followUps(person).forEach(followUp -> arms.add(followUp.arm()));
            standing().stream()
                    .filter(OutcomeEvent.UseRecorded.class::isInstance)
                    .map(event -> ((OutcomeEvent.UseRecorded) event).use())
                    .filter(use -> person.equals(use.subject().participant()))
                    .forEach(use -> arms.add(use.arm()));
            return arms;
        }

        private OutcomeCommand.Before before(UUID person, int wave, int window) {
            var measures = measures(person);
            return new OutcomeCommand.Before(
                    arms(person),
                    window > 0
                            ? followUps(person).stream().anyMatch(followUp -> followUp.windowMonths() == window)
                            : measures.stream().anyMatch(measure -> measure.wave() == wave),
                    window > 0
                            ? null
                            : measures.stream()
                                    .filter(measure -> measure.wave() == 0)
                                    .map(OutcomeFact.Measure::measuredOn)
                                    .min(Comparator.naturalOrder())
                                    .orElse(null),
                    measures.stream()
                            .filter(measure -> measure.wave() > 0)
                            .map(OutcomeFact.Measure::measuredOn)
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        }

        void step() {
            var person = new UUID(7, random.nextInt(3));
            var arm = random.nextBoolean() ? OutcomeFact.Arm.PARTICIPANTS : OutcomeFact.Arm.COMPARISON;
            var day = TODAY.minusDays(random.nextInt(6) - 1L);
            int wave = random.nextInt(3);
            int window = 6 * (1 + random.nextInt(2));
            var id = recorded.isEmpty() || random.nextInt(4) > 0
                    ? new UUID(8, random.nextLong())
                    : recorded.get(random.nextInt(recorded.size()));
            var command =
                    switch (random.nextInt(4)) {
                        case 0 ->
                            (OutcomeCommand) new OutcomeCommand.Score(
                                    new OutcomeFact.Subject(person, null),
                                    SWEMWBS,
                                    new Instrument.Given(null, 5 + random.nextInt(32), null),
                                    wave,
                                    arm,
                                    day,
                                    TODAY,
                                    before(person, wave, 0),
                                    false);
                        case 1 ->
                            new OutcomeCommand.RecordUse(
                                    new OutcomeFact.ServiceUse(
                                            new OutcomeFact.Subject(person, null),
                                            "gp-visit",
                                            arm,
                                            new OutcomeFact.Usage(1, 30),
                                            new OutcomeFact.Usage(1, 30)),
                                    before(person, 0, 0),
                                    false);
                        case 2 ->
                            new OutcomeCommand.FollowUp(
                                    new OutcomeFact.FollowUp(
                                            new OutcomeFact.FollowedUp(null, person, null),
                                            arm,
                                            window,
                                            "re-offended",
                                            OutcomeFact.Came.NO,
                                            day),
                                    TODAY,
                                    before(person, 0, window),
                                    false);
                        default -> new OutcomeCommand.Withdraw(random.nextInt(5) > 0, withdrawal(id));
                    };
            var fact = facts.getOrDefault(id, NONE);
            if (OutcomeDecider.decide(fact, command) instanceof OutcomeDecider.Decision.Accepted decision) {
                accepted++;
                recorded.add(id);
                for (var event : decision.events()) {
                    fact = OutcomeDecider.evolve(fact, event);
                }
                facts.put(id, fact);
            }
        }

        void check(String seed) {
            assertTrue(accepted > 5, seed);
            for (int i = 0; i < 3; i++) {
                var person = new UUID(7, i);
                assertTrue(arms(person).size() <= 1, seed);
                var byWave = measures(person).stream()
                        .collect(Collectors.groupingBy(OutcomeFact.Measure::wave, Collectors.counting()));
                assertTrue(byWave.values().stream().allMatch(count -> count == 1), seed);
                var byWindow = followUps(person).stream()
                        .collect(Collectors.groupingBy(OutcomeFact.FollowUp::windowMonths, Collectors.counting()));
                assertTrue(byWindow.values().stream().allMatch(count -> count == 1), seed);
                for (var measure : measures(person)) {
                    assertTrue(
                            SWEMWBS.conversion().stream()
                                    .anyMatch(score ->
                                            score.compareTo(measure.reading().score()) == 0),
                            seed);
                    assertTrue(!measure.measuredOn().isAfter(TODAY), seed);
                }
                var baseline = measures(person).stream()
                        .filter(measure -> measure.wave() == 0)
                        .map(OutcomeFact.Measure::measuredOn)
                        .findFirst();
                baseline.ifPresent(day -> assertTrue(
                        measures(person).stream()
                                .noneMatch(measure -> measure.measuredOn().isBefore(day)),
                        seed));
            }
        }
    }

    private static Withdrawal withdrawal(UUID id) {
        return new Withdrawal(id, Withdrawal.Of.MEASURE, Withdrawal.Reason.ENTERED_IN_ERROR);
    }

    private static OutcomeCommand score(
            UUID participant, Integer groupSize, int wave, LocalDate day, OutcomeCommand.Before before) {
        return new OutcomeCommand.Score(
                new OutcomeFact.Subject(participant, groupSize),
                SWEMWBS,
                new Instrument.Given(new BigDecimal("19.98"), null, null),
                wave,
                OutcomeFact.Arm.PARTICIPANTS,
                day,
                TODAY,
                before,
                false);
    }

    private static OutcomeCommand scoring(OutcomeFact.Subject subject, Instrument instrument, Instrument.Given given) {
        return new OutcomeCommand.Score(
                subject, instrument, given, 0, OutcomeFact.Arm.PARTICIPANTS, TODAY, TODAY, NOTHING, false);
    }

    private static OutcomeCommand use(UUID participant, Integer groupSize, OutcomeCommand.Before before) {
        return new OutcomeCommand.RecordUse(
                new OutcomeFact.ServiceUse(
                        new OutcomeFact.Subject(participant, groupSize),
                        "gp-visit",
                        OutcomeFact.Arm.PARTICIPANTS,
                        new OutcomeFact.Usage(9, 182),
                        new OutcomeFact.Usage(6, 182)),
                before,
                false);
    }

    private static OutcomeCommand followUp(OutcomeCommand.Before before, LocalDate day) {
        return new OutcomeCommand.FollowUp(
                new OutcomeFact.FollowUp(
                        new OutcomeFact.FollowedUp(null, PARTICIPANT, null),
                        OutcomeFact.Arm.PARTICIPANTS,
                        12,
                        "re-offended",
                        OutcomeFact.Came.NO,
                        day),
                TODAY,
                before,
                false);
    }

    private static OutcomeCommand followUp(OutcomeFact.FollowedUp whose, OutcomeFact.Came came, LocalDate day) {
        return followUp(whose, came, day, NOTHING);
    }

    private static OutcomeCommand followUp(
            OutcomeFact.FollowedUp whose, OutcomeFact.Came came, LocalDate day, OutcomeCommand.Before before) {
        return new OutcomeCommand.FollowUp(
                new OutcomeFact.FollowUp(whose, OutcomeFact.Arm.COMPARISON, 12, "re-offended", came, day),
                TODAY,
                before,
                false);
    }

    private static OutcomeFact after(OutcomeFact fact, OutcomeCommand command) {
        var after = fact;
        for (var event : assertInstanceOf(OutcomeDecider.Decision.Accepted.class, OutcomeDecider.decide(fact, command))
                .events()) {
            after = OutcomeDecider.evolve(after, event);
        }
        return after;
    }

    private static void refused(OutcomeDecider.Refusal refusal, OutcomeFact fact, OutcomeCommand command) {
        assertEquals(new OutcomeDecider.Decision.Rejected(refusal), OutcomeDecider.decide(fact, command));
    }
}
