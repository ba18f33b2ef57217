package org.reciprocity.ledger.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnrolmentDeciderTest {
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    @Test
    void enrolsOnceAndEndsOnce() {
        var enrolled = after(new Enrolment.None(), enrol(APRIL, null, false));
        assertEquals(EnrolmentDecider.Refusal.ID_IN_USE, refused(enrolled, enrol(APRIL, null, false)));
        var ended = assertInstanceOf(Enrolment.Made.class, after(enrolled, new EnrolmentCommand.End(MAY)));
        assertEquals(MAY, ended.terms().to());
        assertEquals(EnrolmentDecider.Refusal.ALREADY_ENDED, refused(ended, new EnrolmentCommand.End(MAY)));
        assertEquals(
                EnrolmentDecider.Refusal.NOT_ENROLLED, refused(new Enrolment.None(), new EnrolmentCommand.End(MAY)));
    }

    @Test
    void refusesDaysThatOverlapOrRunBackwards() {
        var none = new Enrolment.None();
        assertEquals(EnrolmentDecider.Refusal.ALREADY_ENROLLED, refused(none, enrol(APRIL, null, true)));
        assertEquals(EnrolmentDecider.Refusal.ENDS_BEFORE_IT_BEGINS, refused(none, enrol(MAY, APRIL, false)));
        var enrolled = after(none, enrol(MAY, null, false));
        assertEquals(
                EnrolmentDecider.Refusal.ENDS_BEFORE_IT_BEGINS, refused(enrolled, new EnrolmentCommand.End(APRIL)));
        after(none, enrol(APRIL, APRIL, false));
    }

    @Test
    void takesAReferenceOnce() {
        var enrol = (EnrolmentCommand.Enrol) enrol(APRIL, null, false);
        assertEquals(
                EnrolmentDecider.Refusal.REFERENCE_IN_USE,
                refused(new Enrolment.None(), new EnrolmentCommand.Enrol(enrol.terms(), false, Set.of(), true)));
    }

    @Test
    void keepsAPersonInOneArm() {
        var enrol = (EnrolmentCommand.Enrol) enrol(APRIL, null, false);
        for (var arms : List.of(Set.of("comparison"), Set.of("comparison", "participants"))) {
            assertEquals(
                    EnrolmentDecider.Refusal.ARM_CHANGED,
                    refused(new Enrolment.None(), new EnrolmentCommand.Enrol(enrol.terms(), false, arms, false)));
        }
    }

    private static EnrolmentCommand enrol(LocalDate from, LocalDate to, boolean overlaps) {
        return new EnrolmentCommand.Enrol(
                new Enrolment.Terms(new UUID(1, 1), new UUID(1, 2), "member", Enrolment.Arm.PARTICIPANTS, from, to),
                overlaps,
                Set.of("participants"),
                false);
    }

    private static Enrolment after(Enrolment enrolment, EnrolmentCommand command) {
        var decision = EnrolmentDecider.decide(enrolment, command);
        var after = enrolment;
        for (var event : assertInstanceOf(EnrolmentDecider.Decision.Accepted.class, decision)
                .events()) {
            after = EnrolmentDecider.evolve(after, event);
        }
        return after;
    }

    private static EnrolmentDecider.Refusal refused(Enrolment enrolment, EnrolmentCommand command) {
        return assertInstanceOf(EnrolmentDecider.Decision.Rejected.class, EnrolmentDecider.decide(enrolment, command))
                .refusal();
    }
}
