package org.reciprocity.matching.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

class OfferDeciderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LAPSES = NOW.plus(180, ChronoUnit.DAYS);
    private static final UUID PARTICIPANT = UUID.randomUUID();

    @Test
    void makesAnOffer() {
        assertEquals(
                Decision.event(new OfferEvent.Made(PARTICIPANT, terms(Window.ALWAYS), null, LAPSES)),
                OfferDecider.decide(make(Window.ALWAYS), new Offer.Unmade()));
    }

    @Test
    void refusesASecondOfferOfTheSameId() {
        assertEquals(
                Decision.refuse(OfferRefusal.ALREADY_MADE),
                OfferDecider.decide(make(Window.ALWAYS), made(Window.ALWAYS)));
    }

    @Test
    void refusesAnOfferThatEndsBeforeItBegins() {
        assertEquals(
                Decision.refuse(OfferRefusal.WINDOW_DISORDERED),
                OfferDecider.decide(make(new Window(NOW.plusSeconds(60), NOW.plusSeconds(60))), new Offer.Unmade()));
    }

    @Test
    void refusesAnOfferThatIsOverAlready() {
        assertEquals(
                Decision.refuse(OfferRefusal.WINDOW_OVER),
                OfferDecider.decide(make(new Window(null, NOW)), new Offer.Unmade()));
    }

    @Test
    void takesAnOfferBackOnce() {
        var open = made(Window.ALWAYS);
        var withdrawn = new OfferEvent.Withdrawn(PARTICIPANT, "lifts");
        assertEquals(Decision.event(withdrawn), OfferDecider.decide(new OfferCommand.Withdraw(), open));
        assertEquals(
                Decision.refuse(OfferRefusal.ALREADY_WITHDRAWN),
                OfferDecider.decide(new OfferCommand.Withdraw(), OfferDecider.evolve(open, withdrawn)));
    }

    @Test
    void refusesToTakeBackWhatNobodyOffered() {
        assertEquals(
                Decision.refuse(OfferRefusal.NOT_MADE),
                OfferDecider.decide(new OfferCommand.Withdraw(), new Offer.Unmade()));
    }

    @Test
    void countsItsVersions() {
        var open = made(Window.ALWAYS);
        assertEquals(1, open.version());
        assertEquals(
                2,
                OfferDecider.evolve(open, new OfferEvent.Withdrawn(PARTICIPANT, "lifts"))
                        .version());
    }

    @Test
    void refusesAnAvailabilityThatCannotBe() {
        assertEquals(
                Decision.refuse(OfferRefusal.AVAILABILITY_IMPOSSIBLE),
                OfferDecider.decide(
                        new OfferCommand.Make(
                                PARTICIPANT, terms(Window.ALWAYS), null, LAPSES, Availability.Fault.NEVER, NOW),
                        new Offer.Unmade()));
    }

    @Test
    void lapsesWhenNobodyRenewedItInTimeAndNotBefore() {
        var open = made(Window.ALWAYS);
        assertEquals(
                Decision.refuse(OfferRefusal.LAPSE_DISORDERED),
                OfferDecider.decide(new OfferCommand.Lapse(LAPSES.minusMillis(1)), open));
        var lapsed = new OfferEvent.Lapsed(PARTICIPANT, "lifts");
        assertEquals(Decision.event(lapsed), OfferDecider.decide(new OfferCommand.Lapse(LAPSES), open));
        assertEquals(
                Decision.refuse(OfferRefusal.LAPSE_DISORDERED),
                OfferDecider.decide(new OfferCommand.Lapse(LAPSES), OfferDecider.evolve(open, lapsed)));
    }

    @Test
    void isOpenAgainOnceItIsRenewed() {
        var lapsed = OfferDecider.evolve(made(Window.ALWAYS), new OfferEvent.Lapsed(PARTICIPANT, "lifts"));
        var later = LAPSES.plus(180, ChronoUnit.DAYS);
        var renewed = new OfferEvent.Renewed(PARTICIPANT, "lifts", later);
        assertEquals(Decision.event(renewed), OfferDecider.decide(new OfferCommand.Renew(later, LAPSES), lapsed));
        assertEquals(new Offer.Open(3, PARTICIPANT, terms(Window.ALWAYS), later), OfferDecider.evolve(lapsed, renewed));
    }

    @Test
    void isNotRenewedOnceItIsWithdrawnOrItsTimeIsOver() {
        var withdrawn = OfferDecider.evolve(made(Window.ALWAYS), new OfferEvent.Withdrawn(PARTICIPANT, "lifts"));
        assertEquals(
                Decision.refuse(OfferRefusal.ALREADY_WITHDRAWN),
                OfferDecider.decide(new OfferCommand.Renew(null, NOW), withdrawn));
        assertEquals(
                Decision.refuse(OfferRefusal.WINDOW_OVER),
                OfferDecider.decide(new OfferCommand.Renew(null, LAPSES), made(new Window(null, LAPSES))));
    }

    private static Offer made(Window window) {
        return OfferDecider.evolve(new Offer.Unmade(), new OfferEvent.Made(PARTICIPANT, terms(window), null, LAPSES));
    }

    private static OfferCommand make(Window window) {
        return new OfferCommand.Make(PARTICIPANT, terms(window), null, LAPSES, null, NOW);
    }

    private static OfferTerms terms(Window window) {
        return new OfferTerms("lifts", 60, null, "riverside", Reach.ANYWHERE, Set.of("cy"), window, null, Set.of());
    }
}
