package org.reciprocity.ledger.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomeDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final UUID PARTICIPANT = new UUID(1, 1);

    @Test
    void recordsAScoreOfOneOrOfMany() {
        var accepted = assertInstanceOf(
                OutcomeDecider.Decision.Accepted.class,
                OutcomeDecider.decide(new OutcomeFact.None(), score(PARTICIPANT, null, TODAY)));
        var recorded =
                OutcomeDecider.evolve(new OutcomeFact.None(), accepted.events().getFirst());
        assertEquals(OutcomeDecider.Refusal.ID_IN_USE, refused(recorded, score(PARTICIPANT, null, TODAY)));
        assertInstanceOf(
                OutcomeDecider.Decision.Accepted.class,
                OutcomeDecider.decide(new OutcomeFact.None(), score(null, 24, TODAY)));
    }

    @Test
    void refusesNobodysScoreAndTomorrows() {
        var none = new OutcomeFact.None();
        assertEquals(OutcomeDecider.Refusal.SUBJECT_UNCLEAR, refused(none, score(null, null, TODAY)));
        assertEquals(OutcomeDecider.Refusal.SUBJECT_UNCLEAR, refused(none, score(PARTICIPANT, 24, TODAY)));
        assertEquals(OutcomeDecider.Refusal.IN_THE_FUTURE, refused(none, score(PARTICIPANT, null, TODAY.plusDays(1))));
        assertEquals(OutcomeDecider.Refusal.SUBJECT_UNCLEAR, refused(none, use(null, null)));
        assertInstanceOf(OutcomeDecider.Decision.Accepted.class, OutcomeDecider.decide(none, use(null, 12)));
    }

    @Test
    void takesAReferenceOnce() {
        var use = (OutcomeCommand.RecordUse) use(null, 12);
        assertEquals(
                OutcomeDecider.Refusal.REFERENCE_IN_USE,
                refused(new OutcomeFact.None(), new OutcomeCommand.RecordUse(use.use(), true)));
    }

    private static OutcomeCommand score(UUID participant, Integer groupSize, LocalDate day) {
        return new OutcomeCommand.Score(
                new OutcomeFact.Measure(
                        new OutcomeFact.Subject(participant, groupSize),
                        "SWEMWBS",
                        0,
                        OutcomeFact.Arm.PARTICIPANTS,
                        new OutcomeFact.Reading(new BigDecimal("19.98"), null, "higher", null),
                        day),
                TODAY,
                false);
    }

    private static OutcomeCommand use(UUID participant, Integer groupSize) {
        return new OutcomeCommand.RecordUse(
                new OutcomeFact.ServiceUse(
                        new OutcomeFact.Subject(participant, groupSize),
                        "gp-visit",
                        OutcomeFact.Arm.COMPARISON,
                        new OutcomeFact.Usage(9, 182),
                        new OutcomeFact.Usage(6, 182)),
                false);
    }

    private static OutcomeDecider.Refusal refused(OutcomeFact fact, OutcomeCommand command) {
        return assertInstanceOf(OutcomeDecider.Decision.Rejected.class, OutcomeDecider.decide(fact, command))
                .refusal();
    }
}
