package org.reciprocity.ledger.closure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.AccountStatus;

class ClosureDeciderTest {
    private static final Set<UUID> NONE = Set.of();
    private static final Set<UUID> TWO = Set.of(new UUID(1, 1), new UUID(1, 2));

    @Test
    void settlesWhateverTheBalanceIs() {
        for (var status : List.of(AccountStatus.OPEN, AccountStatus.SUSPENDED)) {
            for (long balance : List.of(-180L, 0L, 95L)) {
                assertEquals(
                        new ClosureDecider.Decision.Accepted(balance),
                        ClosureDecider.decide(
                                new ClosureCommand(AccountKind.PARTICIPANT, status, balance, 0, NONE, false)));
            }
        }
    }

    @Test
    void leavesNothingThatIsHeld() {
        assertEquals(
                new ClosureDecider.Refusal.HasHolds(60),
                refused(new ClosureCommand(AccountKind.PARTICIPANT, AccountStatus.OPEN, 95, 60, TWO, true)));
    }

    @Test
    void givesUpWhatWaitsOnlyWhenItIsTold() {
        assertEquals(
                new ClosureDecider.Refusal.HasExchanges(2),
                refused(new ClosureCommand(AccountKind.AGENCY, AccountStatus.OPEN, 95, 0, TWO, false)));
        assertEquals(
                new ClosureDecider.Decision.Accepted(95),
                ClosureDecider.decide(new ClosureCommand(AccountKind.AGENCY, AccountStatus.OPEN, 95, 0, TWO, true)));
    }

    @Test
    void closesOnceAndOnlyWhatSomebodyCanLeave() {
        assertEquals(
                new ClosureDecider.Refusal.AlreadyClosed(),
                refused(new ClosureCommand(AccountKind.PARTICIPANT, AccountStatus.CLOSED, 0, 0, NONE, false)));
        for (var kind : List.of(AccountKind.POT, AccountKind.ISSUANCE, AccountKind.REDEMPTION, AccountKind.CLEARING)) {
            assertEquals(
                    new ClosureDecider.Refusal.StatusFixed(),
                    refused(new ClosureCommand(kind, AccountStatus.OPEN, 0, 0, NONE, false)),
                    kind::wire);
        }
    }

    private static ClosureDecider.Refusal refused(ClosureCommand command) {
        return ((ClosureDecider.Decision.Rejected) ClosureDecider.decide(command)).refusal();
    }
}
