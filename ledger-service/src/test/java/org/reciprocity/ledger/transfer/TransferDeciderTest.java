package org.reciprocity.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferDeciderTest {
    private static final UUID HERE = UUID.fromString("01997c10-0000-7000-8000-00000000c001");
    private static final UUID THERE = UUID.fromString("01997c10-0000-7000-8000-00000000c002");

    @Test
    void setsALimitForTheOtherCommunity() {
        assertEquals(
                new TransferDecider.Decision.Accepted(List.of(new TransferEvent.LimitSet(THERE, 0))),
                TransferDecider.decide(new TransferCommand.SetLimit(HERE, THERE, 0)));
        assertEquals(
                new TransferDecider.Refusal.SameCommunity(), refused(new TransferCommand.SetLimit(HERE, HERE, 60)));
    }

    @Test
    void countsTheLowerWordOnceThereAreTwo() {
        assertEquals(60L, TransferDecider.agreed(60L, 90L));
        assertEquals(0L, TransferDecider.agreed(60L, 0L));
        assertNull(TransferDecider.agreed(60L, null));
        assertNull(TransferDecider.agreed(null, 60L));
    }

    @Test
    void sendsUpToTheLimitInclusively() {
        assertEquals(new TransferDecider.Decision.Accepted(List.of()), TransferDecider.decide(send(60, 40, 100L)));
        assertEquals(new TransferDecider.Refusal.LimitReached(100), refused(send(61, 40, 100L)));
        assertEquals(new TransferDecider.Decision.Accepted(List.of()), TransferDecider.decide(send(140, -40, 100L)));
    }

    @Test
    void sendsOnlyWhatLowersWhatIsOutstandingOnceALimitIsSetUnderIt() {
        assertEquals(new TransferDecider.Refusal.LimitReached(10), refused(send(1, 40, 10L)));
        assertEquals(new TransferDecider.Decision.Accepted(List.of()), TransferDecider.decide(send(30, -40, 10L)));
        assertEquals(new TransferDecider.Refusal.LimitReached(0), refused(send(41, -40, 0L)));
    }

    @Test
    void refusesWhatHasNoAgreementOrIsTooLong() {
        assertEquals(new TransferDecider.Refusal.NotAgreed(), refused(send(1, 0, null)));
        assertEquals(new TransferDecider.Refusal.LegTooLong(600), refused(send(601, 0, 6000L)));
        assertEquals(
                new TransferDecider.Refusal.SameCommunity(),
                refused(new TransferCommand.Send(HERE, HERE, 1, 600, 0, 6000L)));
    }

    @Test
    void takesAnOwnTokenForTheOwnWordAlone() {
        var sender = new UUID(3, 1);
        var recipient = new UUID(3, 2);
        for (boolean own : List.of(true, false)) {
            for (var bearer : Arrays.asList(null, sender, recipient, new UUID(3, 3))) {
                var speak = new TransferCommand.Speak(sender, recipient, own, new TransferCommand.Actor(true, bearer));
                boolean part = sender.equals(bearer) || recipient.equals(bearer);
                if (bearer == null || (own ? bearer.equals(sender) : !part)) {
                    assertEquals(new TransferDecider.Decision.Accepted(List.of()), TransferDecider.decide(speak));
                } else {
                    assertEquals(
                            part
                                    ? new TransferDecider.Refusal.SelfConfirmation()
                                    : new TransferDecider.Refusal.NotTheBearers(),
                            refused(speak));
                }
            }
        }
        var broker = new TransferCommand.Actor(true, sender);
        assertEquals(
                new TransferDecider.Refusal.SelfConfirmation(), refused(new TransferCommand.TakeBack(true, broker)));
        assertEquals(
                new TransferDecider.Refusal.NotTheBearers(),
                refused(new TransferCommand.TakeBack(false, new TransferCommand.Actor(false, sender))));
        assertEquals(
                new TransferDecider.Decision.Accepted(List.of()),
                TransferDecider.decide(new TransferCommand.TakeBack(false, broker)));
    }

    @Test
    void derivesAStreamForEachDirection() {
        assertEquals(8, TransferEventCodec.stream(HERE, THERE).version());
        assertNotEquals(TransferEventCodec.stream(HERE, THERE), TransferEventCodec.stream(THERE, HERE));
    }

    private static TransferCommand send(int minutes, long owed, Long limit) {
        return new TransferCommand.Send(HERE, THERE, minutes, 600, owed, limit);
    }

    private static TransferDecider.Refusal refused(TransferCommand command) {
        return ((TransferDecider.Decision.Rejected) TransferDecider.decide(command)).refusal();
    }
}
