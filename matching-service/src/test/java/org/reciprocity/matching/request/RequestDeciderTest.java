package org.reciprocity.matching.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

class RequestDeciderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final Window WEEK = new Window(NOW, NOW.plusSeconds(604_800));
    private static final UUID PARTICIPANT = UUID.randomUUID();

    @Test
    void makesARequestOfSomebodyWhoWasAskedWhatTheyCouldGive() {
        assertEquals(
                Decision.event(new RequestEvent.Made(PARTICIPANT, terms(WEEK), CouldGive.NOT_YET)),
                RequestDecider.decide(make(WEEK, CouldGive.NOT_YET), new Request.Unmade()));
    }

    @Test
    void refusesARequestOfSomebodyWhoWasNot() {
        assertEquals(
                Decision.refuse(RequestRefusal.NOT_ASKED_WHAT_THEY_COULD_GIVE),
                RequestDecider.decide(make(WEEK, null), new Request.Unmade()));
    }

    @Test
    void refusesASecondRequestOfTheSameId() {
        assertEquals(
                Decision.refuse(RequestRefusal.ALREADY_MADE),
                RequestDecider.decide(make(WEEK, CouldGive.OFFER), made()));
    }

    @Test
    void refusesARequestThatEndsBeforeItBegins() {
        assertEquals(
                Decision.refuse(RequestRefusal.WINDOW_DISORDERED),
                RequestDecider.decide(
                        make(new Window(NOW.plusSeconds(2), NOW.plusSeconds(1)), CouldGive.OFFER),
                        new Request.Unmade()));
    }

    @Test
    void refusesARequestThatIsOverAlready() {
        assertEquals(
                Decision.refuse(RequestRefusal.WINDOW_OVER),
                RequestDecider.decide(
                        make(new Window(NOW.minusSeconds(60), NOW), CouldGive.OFFER), new Request.Unmade()));
    }

    @Test
    void takesARequestBackOnce() {
        var withdrawn = new RequestEvent.Withdrawn(PARTICIPANT, "lifts");
        assertEquals(Decision.event(withdrawn), RequestDecider.decide(new RequestCommand.Withdraw(), made()));
        assertEquals(
                Decision.refuse(RequestRefusal.ALREADY_WITHDRAWN),
                RequestDecider.decide(new RequestCommand.Withdraw(), RequestDecider.evolve(made(), withdrawn)));
        assertEquals(
                Decision.refuse(RequestRefusal.NOT_MADE),
                RequestDecider.decide(new RequestCommand.Withdraw(), new Request.Unmade()));
    }

    @Test
    void refusesAnAvailabilityThatCannotBe() {
        assertEquals(
                Decision.refuse(RequestRefusal.AVAILABILITY_IMPOSSIBLE),
                RequestDecider.decide(
                        new RequestCommand.Make(
                                PARTICIPANT, terms(WEEK), CouldGive.NOT_YET, Availability.Fault.OVERLAPPING, NOW),
                        new Request.Unmade()));
    }

    @Test
    void lapsesWithWhatStayedUnmetOnceItsTimeIsOver() {
        assertEquals(
                Decision.refuse(RequestRefusal.WINDOW_OVER),
                RequestDecider.decide(new RequestCommand.Lapse(60, NOW), made()));
        assertEquals(
                Decision.event(new RequestEvent.Lapsed(PARTICIPANT, "lifts", 60)),
                RequestDecider.decide(new RequestCommand.Lapse(60, WEEK.until()), made()));
    }

    @Test
    void isOpenAgainUntilAnotherTimeOnceItIsRenewed() {
        var lapsed = RequestDecider.evolve(made(), new RequestEvent.Lapsed(PARTICIPANT, "lifts", 60));
        var later = WEEK.until().plusSeconds(3600);
        var renewed = new RequestEvent.Renewed(PARTICIPANT, "lifts", later);
        assertEquals(
                Decision.event(renewed), RequestDecider.decide(new RequestCommand.Renew(later, WEEK.until()), lapsed));
        assertEquals(
                new Request.Open(3, PARTICIPANT, terms(new Window(WEEK.from(), later)), CouldGive.OFFER),
                RequestDecider.evolve(lapsed, renewed));
        assertEquals(
                Decision.refuse(RequestRefusal.WINDOW_OVER),
                RequestDecider.decide(new RequestCommand.Renew(WEEK.until(), WEEK.until()), lapsed));
    }

    private static Request made() {
        return RequestDecider.evolve(
                new Request.Unmade(), new RequestEvent.Made(PARTICIPANT, terms(WEEK), CouldGive.OFFER));
    }

    private static RequestCommand make(Window window, CouldGive couldGive) {
        return new RequestCommand.Make(PARTICIPANT, terms(window), couldGive, null, NOW);
    }

    private static RequestTerms terms(Window window) {
        return new RequestTerms(
                "lifts",
                false,
                60,
                null,
                Reach.ANYWHERE,
                Set.of(),
                window,
                null,
                RequestTerms.Helper.ANY,
                false,
                false,
                Set.of(),
                null);
    }
}
