package org.reciprocity.ledger.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrainingDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final Training NONE = new Training.None();

    @Test
    void isCompletedOnceAndWithdrawnOnceByWhoRecordedIt() {
        var complete = complete(TODAY, TODAY);
        var completed = after(NONE, complete);
        assertEquals(new Training.Completed(complete.terms()), completed);
        assertEquals(TrainingDecider.Refusal.ID_IN_USE, refused(completed, complete));
        assertEquals(
                TrainingDecider.Refusal.NOT_YOURS, refused(completed, new TrainingCommand.Withdraw(false, "other")));
        var withdraw = new TrainingCommand.Withdraw(true, "recorded-twice");
        var withdrawn = after(completed, withdraw);
        assertEquals(new Training.Withdrawn(complete.terms()), withdrawn);
        assertEquals(TrainingDecider.Refusal.ALREADY_WITHDRAWN, refused(withdrawn, withdraw));
        assertEquals(TrainingDecider.Refusal.ID_IN_USE, refused(withdrawn, complete));
        assertEquals(TrainingDecider.Refusal.NOT_RECORDED, refused(NONE, withdraw));
    }

    @Test
    void hasDaysThatFollowEachOtherAndAReferenceOfItsOwn() {
        assertEquals(TrainingDecider.Refusal.IN_THE_FUTURE, refused(NONE, complete(TODAY.plusDays(1), null)));
        assertEquals(
                TrainingDecider.Refusal.EXPIRES_BEFORE_IT_BEGINS, refused(NONE, complete(TODAY, TODAY.minusDays(1))));
        assertEquals(
                TrainingDecider.Refusal.REFERENCE_IN_USE,
                refused(NONE, new TrainingCommand.Complete(complete(TODAY, null).terms(), TODAY, true)));
    }

    private static TrainingCommand.Complete complete(LocalDate on, LocalDate expires) {
        return new TrainingCommand.Complete(
                new Training.Terms(new UUID(1, 1), "safeguarding-1", on, expires), TODAY, false);
    }

    private static Training after(Training training, TrainingCommand command) {
        var after = training;
        for (var event : assertInstanceOf(
                        TrainingDecider.Decision.Accepted.class, TrainingDecider.decide(training, command))
                .events()) {
            after = TrainingDecider.evolve(after, event);
        }
        return after;
    }

    private static TrainingDecider.Refusal refused(Training training, TrainingCommand command) {
        return assertInstanceOf(TrainingDecider.Decision.Rejected.class, TrainingDecider.decide(training, command))
                .refusal();
    }
}
