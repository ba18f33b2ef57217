package org.reciprocity.matching.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.decision.Decision;

class SessionDeciderTest {
    private static final Instant STARTS = Instant.parse("2026-05-06T13:00:00Z");
    private static final SessionTerms TERMS = new SessionTerms(
            UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "lifts", STARTS, 60);

    @Test
    void plansWhatIsAgreedAsFarAsItsMinutesGo() {
        assertEquals(
                Decision.event(new SessionEvent.Planned(TERMS)),
                SessionDecider.decide(new SessionCommand.Plan(TERMS, true, 60, true), new Session.Unplanned()));
        assertEquals(
                Decision.refuse(SessionRefusal.MORE_THAN_AGREED),
                SessionDecider.decide(new SessionCommand.Plan(TERMS, true, 59, true), new Session.Unplanned()));
        assertEquals(
                Decision.refuse(SessionRefusal.MATCH_NOT_AGREED),
                SessionDecider.decide(new SessionCommand.Plan(TERMS, false, 60, true), new Session.Unplanned()));
    }

    @Test
    void plansNothingForADayOnWhichTheGiverIsNotCleared() {
        assertEquals(
                Decision.refuse(SessionRefusal.NOT_CLEARED),
                SessionDecider.decide(new SessionCommand.Plan(TERMS, true, 60, false), new Session.Unplanned()));
    }

    @Test
    void isHeldOrMissedOnceItHasBegun() {
        var early = STARTS.minusMillis(1);
        assertEquals(
                Decision.refuse(SessionRefusal.NOT_BEGUN),
                SessionDecider.decide(new SessionCommand.Hold(early), planned()));
        assertEquals(
                Decision.refuse(SessionRefusal.NOT_BEGUN),
                SessionDecider.decide(new SessionCommand.Miss(Absent.GIVER, early), planned()));
        assertEquals(
                Decision.event(new SessionEvent.Held()),
                SessionDecider.decide(new SessionCommand.Hold(STARTS), planned()));
        assertEquals(
                Decision.event(new SessionEvent.Missed(Absent.BOTH)),
                SessionDecider.decide(new SessionCommand.Miss(Absent.BOTH, STARTS), planned()));
    }

    @Test
    void saysOnceWhatBecameOfIt() {
        var events = List.of(
                new SessionEvent.Held(), new SessionEvent.Missed(Absent.GIVER), new SessionEvent.Cancelled("illness"));
        var commands = List.of(
                new SessionCommand.Hold(STARTS),
                new SessionCommand.Miss(Absent.GIVER, STARTS),
                new SessionCommand.Cancel("illness"));
        for (var event : events) {
            var closed = SessionDecider.evolve(planned(), event);
            assertEquals(2, closed.version());
            for (var command : commands) {
                assertEquals(Decision.refuse(SessionRefusal.CLOSED), SessionDecider.decide(command, closed));
            }
        }
        for (var command : commands) {
            assertEquals(
                    Decision.refuse(SessionRefusal.NOT_PLANNED),
                    SessionDecider.decide(command, new Session.Unplanned()));
        }
        assertEquals(
                Decision.refuse(SessionRefusal.ALREADY_PLANNED),
                SessionDecider.decide(new SessionCommand.Plan(TERMS, true, 60, true), planned()));
    }

    private static Session planned() {
        return SessionDecider.evolve(new Session.Unplanned(), new SessionEvent.Planned(TERMS));
    }
}
