package org.reciprocity.matching.session;

import java.time.Instant;
import org.reciprocity.matching.decision.Decision;

/** The rules of a session. */
public final class SessionDecider {

    private SessionDecider() {}

    /** What a command to a session in that state leads to. */
    public static Decision<SessionEvent, SessionRefusal> decide(SessionCommand command, Session session) {
        return switch (command) {
            case SessionCommand.Plan plan ->
                session instanceof Session.Unplanned ? plan(plan) : Decision.refuse(SessionRefusal.ALREADY_PLANNED);
            case SessionCommand.Hold hold ->
                switch (session) {
                    case Session.Unplanned _ -> Decision.refuse(SessionRefusal.NOT_PLANNED);
                    case Session.Planned planned -> begun(planned, hold.now(), new SessionEvent.Held());
                    case Session.Held _, Session.Missed _, Session.Cancelled _ ->
                        Decision.refuse(SessionRefusal.CLOSED);
                };
            case SessionCommand.Miss miss ->
                switch (session) {
                    case Session.Unplanned _ -> Decision.refuse(SessionRefusal.NOT_PLANNED);
                    case Session.Planned planned -> begun(planned, miss.now(), new SessionEvent.Missed(miss.by()));
                    case Session.Held _, Session.Missed _, Session.Cancelled _ ->
                        Decision.refuse(SessionRefusal.CLOSED);
                };
            case SessionCommand.Cancel cancel ->
                switch (session) {
                    case Session.Unplanned _ -> Decision.refuse(SessionRefusal.NOT_PLANNED);
                    case Session.Planned _ -> Decision.event(new SessionEvent.Cancelled(cancel.reason()));
                    case Session.Held _, Session.Missed _, Session.Cancelled _ ->
                        Decision.refuse(SessionRefusal.CLOSED);
                };
        };
    }

    private static Decision<SessionEvent, SessionRefusal> plan(SessionCommand.Plan plan) {
        if (!plan.agreed()) {
            return Decision.refuse(SessionRefusal.MATCH_NOT_AGREED);
        }
        if (plan.terms().minutes() > plan.leftMinutes()) {
            return Decision.refuse(SessionRefusal.MORE_THAN_AGREED);
        }
        return plan.cleared()
                ? Decision.event(new SessionEvent.Planned(plan.terms()))
                : Decision.refuse(SessionRefusal.NOT_CLEARED);
    }

    private static Decision<SessionEvent, SessionRefusal> begun(
            Session.Planned planned, Instant now, SessionEvent event) {
        return now.isBefore(planned.terms().startsAt())
                ? Decision.refuse(SessionRefusal.NOT_BEGUN)
                : Decision.event(event);
    }

    /** The state after an event. */
    public static Session evolve(Session session, SessionEvent event) {
        long version = session.version() + 1;
        return switch (event) {
            case SessionEvent.Planned planned -> new Session.Planned(version, planned.terms());
            case SessionEvent.Held _ -> new Session.Held(version, terms(session));
            case SessionEvent.Missed missed -> new Session.Missed(version, terms(session), missed.by());
            case SessionEvent.Cancelled cancelled -> new Session.Cancelled(version, terms(session), cancelled.reason());
        };
    }

    private static SessionTerms terms(Session session) {
        return switch (session) {
            case Session.Planned planned -> planned.terms();
            case Session.Unplanned _, Session.Held _, Session.Missed _, Session.Cancelled _ ->
                throw new IllegalStateException("A session that is not planned was changed");
        };
    }
}
