package org.reciprocity.ledger.clearance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClearanceDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final Clearance NONE = new Clearance.None();
    private static final Clearance.Review PENDING = new Clearance.Review(Clearance.Verdict.PENDING, null, null);
    private static final Clearance.Review CLEARED =
            new Clearance.Review(Clearance.Verdict.CLEARED, TODAY, TODAY.plusYears(3));

    @Test
    void isPendingThenDecidedThenWithdrawn() {
        var pending = after(NONE, record(PENDING));
        assertEquals(ClearanceDecider.Refusal.ID_IN_USE, refused(pending, record(PENDING)));
        var cleared = after(pending, new ClearanceCommand.Decide(true, CLEARED, TODAY));
        assertEquals(
                CLEARED,
                assertInstanceOf(Clearance.Recorded.class, cleared).terms().review());
        var withdraw = new ClearanceCommand.Withdraw(true, "no-longer-needed");
        var withdrawn = after(cleared, withdraw);
        assertInstanceOf(Clearance.Withdrawn.class, withdrawn);
        assertEquals(ClearanceDecider.Refusal.ALREADY_WITHDRAWN, refused(withdrawn, withdraw));
        assertEquals(
                ClearanceDecider.Refusal.ALREADY_WITHDRAWN,
                refused(withdrawn, new ClearanceCommand.Decide(true, CLEARED, TODAY)));
        assertEquals(ClearanceDecider.Refusal.ID_IN_USE, refused(withdrawn, record(PENDING)));
        assertEquals(ClearanceDecider.Refusal.NOT_RECORDED, refused(NONE, withdraw));
        assertEquals(
                ClearanceDecider.Refusal.NOT_RECORDED,
                refused(NONE, new ClearanceCommand.Decide(true, CLEARED, TODAY)));
    }

    @Test
    void isChangedByWhoRecordedItTheReviewerAndTheLeadOnly() {
        var pending = after(NONE, record(PENDING));
        assertEquals(
                ClearanceDecider.Refusal.NOT_YOURS, refused(pending, new ClearanceCommand.Withdraw(false, "other")));
        assertEquals(
                ClearanceDecider.Refusal.NOT_YOURS,
                refused(pending, new ClearanceCommand.Decide(false, CLEARED, TODAY)));
    }

    @Test
    void hasDaysThatFitItsOutcome() {
        var fits = ClearanceDecider.Refusal.DAYS_DO_NOT_FIT;
        assertEquals(fits, refused(NONE, record(new Clearance.Review(Clearance.Verdict.PENDING, TODAY, null))));
        assertEquals(fits, refused(NONE, record(new Clearance.Review(Clearance.Verdict.PENDING, null, TODAY))));
        assertEquals(fits, refused(NONE, record(new Clearance.Review(Clearance.Verdict.NOT_CLEARED, null, TODAY))));
        assertEquals(
                ClearanceDecider.Refusal.IN_THE_FUTURE,
                refused(NONE, record(new Clearance.Review(Clearance.Verdict.CLEARED, TODAY.plusDays(1), null))));
        assertEquals(
                ClearanceDecider.Refusal.EXPIRES_BEFORE_IT_BEGINS,
                refused(
                        after(NONE, record(PENDING)),
                        new ClearanceCommand.Decide(
                                true,
                                new Clearance.Review(
                                        Clearance.Verdict.CLEARED_WITH_CONDITIONS, TODAY, TODAY.minusDays(1)),
                                TODAY)));
    }

    @Test
    void isReviewedByAnAgencyOfTheCommunityAndTakesAReferenceOnce() {
        var terms = record(CLEARED).terms();
        assertEquals(
                ClearanceDecider.Refusal.REVIEWER_UNKNOWN,
                refused(NONE, new ClearanceCommand.Register(terms, TODAY, false, false)));
        assertEquals(
                ClearanceDecider.Refusal.REFERENCE_IN_USE,
                refused(NONE, new ClearanceCommand.Register(terms, TODAY, true, true)));
    }

    private static ClearanceCommand.Register record(Clearance.Review review) {
        return new ClearanceCommand.Register(
                new Clearance.Terms(new UUID(1, 1), "volunteer", "school", new UUID(2, 2), review), TODAY, true, false);
    }

    private static Clearance after(Clearance clearance, ClearanceCommand command) {
        var after = clearance;
        for (var event : assertInstanceOf(
                        ClearanceDecider.Decision.Accepted.class, ClearanceDecider.decide(clearance, command))
                .events()) {
            after = ClearanceDecider.evolve(after, event);
        }
        return after;
    }

    private static ClearanceDecider.Refusal refused(Clearance clearance, ClearanceCommand command) {
        return assertInstanceOf(ClearanceDecider.Decision.Rejected.class, ClearanceDecider.decide(clearance, command))
                .refusal();
    }
}
