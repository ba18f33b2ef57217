package org.reciprocity.ledger.redemption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OfferDeciderTest {
    private static final UUID PARTNER = new UUID(2, 2);
    private static final UUID OTHER = new UUID(2, 3);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Offer.Terms TERMS = new Offer.Terms(
            PARTNER, "swim", Offer.Kind.TICKET, 60, TODAY.minusDays(1), TODAY.plusDays(1), List.of("off-peak"));
    private static final OfferCommand.Actor BY_PARTNER = new OfferCommand.Actor(PARTNER, false);
    private static final OfferCommand.Actor BY_LEAD = new OfferCommand.Actor(new UUID(2, 1), true);
    private static final OfferCommand.Actor BY_OTHER = new OfferCommand.Actor(OTHER, false);
    private static final Offer OPEN = after(new Offer.None(), new OfferCommand.Open(TERMS, 3L, BY_PARTNER, true));

    @Test
    void isOpenedByThePartnerOrTheLeadForARedeemer() {
        after(new Offer.None(), new OfferCommand.Open(TERMS, null, BY_LEAD, true));
        assertEquals(
                new OfferDecider.Refusal.NotYours(),
                refused(new Offer.None(), new OfferCommand.Open(TERMS, 3L, BY_OTHER, true)));
        assertEquals(
                new OfferDecider.Refusal.NotARedeemer(),
                refused(new Offer.None(), new OfferCommand.Open(TERMS, 3L, BY_PARTNER, false)));
        assertEquals(
                new OfferDecider.Refusal.IdInUse(), refused(OPEN, new OfferCommand.Open(TERMS, 3L, BY_PARTNER, true)));
        var turned = new Offer.Terms(PARTNER, "swim", Offer.Kind.GOODS, 60, TODAY, TODAY.minusDays(1), List.of());
        assertEquals(
                new OfferDecider.Refusal.EndsBeforeItBegins(),
                refused(new Offer.None(), new OfferCommand.Open(turned, 3L, BY_PARTNER, true)));
    }

    @Test
    void asksForAdviceOnBenefitsWhereItIsTicketsOrGoods() {
        assertTrue(Offer.Kind.TICKET.benefitsAdvice());
        assertTrue(Offer.Kind.GOODS.benefitsAdvice());
        assertTrue(!Offer.Kind.SERVICE.benefitsAdvice());
    }

    @Test
    void takesStockDownToWhatIsTakenAndNoFurther() {
        assertEquals(
                new OfferDecider.Refusal.BelowTaken(2), refused(OPEN, new OfferCommand.SetStock(BY_PARTNER, 1, 2)));
        var less = assertInstanceOf(Offer.Open.class, after(OPEN, new OfferCommand.SetStock(BY_LEAD, 2, 2)));
        assertEquals(2L, less.quantity());
        assertEquals(new OfferDecider.Refusal.OutOfStock(0), refusedTo(less, PARTNER, 60, TODAY, 2));
        assertEquals(new OfferDecider.Refusal.NotYours(), refused(OPEN, new OfferCommand.SetStock(BY_OTHER, 9, 0)));
    }

    @Test
    void isTakenInWholeUnitsOnItsDays() {
        assertEquals(
                new OfferDecider.Taking.Fits(3),
                OfferDecider.take(OPEN, new OfferCommand.Want(PARTNER, 180, TODAY, 0)));
        assertEquals(new OfferDecider.Refusal.OutOfStock(1), refusedTo(OPEN, PARTNER, 120, TODAY, 2));
        assertEquals(new OfferDecider.Refusal.WrongMinutes(60), refusedTo(OPEN, PARTNER, 90, TODAY, 0));
        assertEquals(new OfferDecider.Refusal.WrongMinutes(60), refusedTo(OPEN, PARTNER, 0, TODAY, 0));
        assertEquals(new OfferDecider.Refusal.OtherPartner(PARTNER), refusedTo(OPEN, OTHER, 60, TODAY, 0));
        assertEquals(new OfferDecider.Refusal.NotBegun(), refusedTo(OPEN, PARTNER, 60, TODAY.minusDays(2), 0));
        assertEquals(new OfferDecider.Refusal.Expired(), refusedTo(OPEN, PARTNER, 60, TODAY.plusDays(2), 0));
        OfferDecider.take(OPEN, new OfferCommand.Want(PARTNER, 60, TODAY.plusDays(1), 0));
        assertEquals(new OfferDecider.Refusal.NotFound(), refusedTo(new Offer.None(), PARTNER, 60, TODAY, 0));
    }

    @Test
    void isGivenNoMoreOnceItIsWithdrawn() {
        var withdrawn = after(OPEN, new OfferCommand.Withdraw(BY_LEAD, "season-over"));
        assertEquals(new OfferDecider.Refusal.Withdrawn(), refusedTo(withdrawn, PARTNER, 60, TODAY, 0));
        assertEquals(
                new OfferDecider.Refusal.Withdrawn(), refused(withdrawn, new OfferCommand.Withdraw(BY_LEAD, "again")));
        assertEquals(
                new OfferDecider.Refusal.Withdrawn(), refused(withdrawn, new OfferCommand.SetStock(BY_LEAD, 9, 0)));
        assertEquals(
                new OfferDecider.Refusal.NotYours(), refused(OPEN, new OfferCommand.Withdraw(BY_OTHER, "season-over")));
        assertEquals(
                new OfferDecider.Refusal.NotFound(),
                refused(new Offer.None(), new OfferCommand.Withdraw(BY_LEAD, "season-over")));
    }

    /** Buyers, givers-back and a partner who changes the stock, in any order. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void neverHasStockBelowZero(@ForAll @LongRange(min = 0) long seed) {
        var random = new Random(seed);
        var offer = OPEN;
        var uses = new HashMap<Integer, Integer>();
        int sold = 0;
        for (int step = 0; step < 200; step++) {
            long taken = uses.values().stream().mapToLong(Integer::longValue).sum();
            switch (random.nextInt(4)) {
                case 0 -> uses.remove(random.nextInt(step + 1));
                case 1 -> {
                    var command = new OfferCommand.SetStock(BY_PARTNER, random.nextInt(12), taken);
                    if (OfferDecider.decide(offer, command) instanceof OfferDecider.Decision.Accepted accepted) {
                        offer = OfferDecider.evolve(offer, accepted.events().getFirst());
                    }
                }
                default -> {
                    var want = new OfferCommand.Want(PARTNER, 30L * random.nextInt(10), TODAY, taken);
                    if (OfferDecider.take(offer, want) instanceof OfferDecider.Taking.Fits(int units)) {
                        uses.put(step, units);
                        sold += units;
                    }
                }
            }
            long now = uses.values().stream().mapToLong(Integer::longValue).sum();
            assertTrue(OfferDecider.quantity(offer) - now >= 0, "more is taken than there is");
        }
        assertTrue(sold > 0, "a history in which nothing is taken shows nothing");
    }

    private static OfferDecider.Refusal refusedTo(Offer offer, UUID partner, long minutes, LocalDate day, long taken) {
        return assertInstanceOf(
                        OfferDecider.Taking.Refused.class,
                        OfferDecider.take(offer, new OfferCommand.Want(partner, minutes, day, taken)))
                .refusal();
    }

    private static Offer after(Offer offer, OfferCommand command) {
        var accepted = assertInstanceOf(OfferDecider.Decision.Accepted.class, OfferDecider.decide(offer, command));
        var after = offer;
        for (var event : accepted.events()) {
            after = OfferDecider.evolve(after, event);
        }
        return after;
    }

    private static OfferDecider.Refusal refused(Offer offer, OfferCommand command) {
        return assertInstanceOf(OfferDecider.Decision.Rejected.class, OfferDecider.decide(offer, command))
                .refusal();
    }
}
