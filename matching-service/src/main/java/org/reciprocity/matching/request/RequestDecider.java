package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Window;

/** The rules of a request. */
public final class RequestDecider {

    private RequestDecider() {}

    /** What a command to a request in that state leads to. */
    public static Decision<RequestEvent, RequestRefusal> decide(RequestCommand command, Request request) {
        return switch (command) {
            case RequestCommand.Make make ->
                switch (request) {
                    case Request.Unmade _ -> make(make);
                    case Request.Open _, Request.Lapsed _, Request.Withdrawn _ ->
                        Decision.refuse(RequestRefusal.ALREADY_MADE);
                };
            case RequestCommand.Renew renew ->
                switch (request) {
                    case Request.Unmade _ -> Decision.refuse(RequestRefusal.NOT_MADE);
                    case Request.Open open -> renew(renew, open.participant(), open.terms());
                    case Request.Lapsed lapsed -> renew(renew, lapsed.participant(), lapsed.terms());
                    case Request.Withdrawn _ -> Decision.refuse(RequestRefusal.ALREADY_WITHDRAWN);
                };
            case RequestCommand.Lapse lapse ->
                switch (request) {
                    case Request.Unmade _ -> Decision.refuse(RequestRefusal.NOT_MADE);
                    case Request.Open open ->
                        open.terms().window().isOver(lapse.now())
                                ? Decision.event(new RequestEvent.Lapsed(
                                        open.participant(), open.terms().skill(), lapse.unmetMinutes()))
                                : Decision.refuse(RequestRefusal.WINDOW_OVER);
                    case Request.Lapsed _ -> Decision.refuse(RequestRefusal.WINDOW_OVER);
                    case Request.Withdrawn _ -> Decision.refuse(RequestRefusal.ALREADY_WITHDRAWN);
                };
            case RequestCommand.Withdraw _ ->
                switch (request) {
                    case Request.Unmade _ -> Decision.refuse(RequestRefusal.NOT_MADE);
                    case Request.Open open -> withdraw(open.participant(), open.terms());
                    case Request.Lapsed lapsed -> withdraw(lapsed.participant(), lapsed.terms());
                    case Request.Withdrawn _ -> Decision.refuse(RequestRefusal.ALREADY_WITHDRAWN);
                };
        };
    }

    private static Decision<RequestEvent, RequestRefusal> make(RequestCommand.Make make) {
        if (make.couldGive() == null) {
            return Decision.refuse(RequestRefusal.NOT_ASKED_WHAT_THEY_COULD_GIVE);
        }
        var window = make.terms().window();
        if (!window.isOrdered()) {
            return Decision.refuse(RequestRefusal.WINDOW_DISORDERED);
        }
        if (window.isOver(make.now())) {
            return Decision.refuse(RequestRefusal.WINDOW_OVER);
        }
        if (make.fault() != null) {
            return Decision.refuse(RequestRefusal.AVAILABILITY_IMPOSSIBLE);
        }
        return Decision.event(new RequestEvent.Made(make.participant(), make.terms(), make.couldGive()));
    }

    private static Decision<RequestEvent, RequestRefusal> renew(
            RequestCommand.Renew renew, UUID participant, RequestTerms terms) {
        var window = new Window(terms.window().from(), renew.until());
        if (!window.isOrdered()) {
            return Decision.refuse(RequestRefusal.WINDOW_DISORDERED);
        }
        if (window.isOver(renew.now())) {
            return Decision.refuse(RequestRefusal.WINDOW_OVER);
        }
        return Decision.event(new RequestEvent.Renewed(participant, terms.skill(), renew.until()));
    }

    private static Decision<RequestEvent, RequestRefusal> withdraw(UUID participant, RequestTerms terms) {
        return Decision.event(new RequestEvent.Withdrawn(participant, terms.skill()));
    }

    /** The state after an event. */
    public static Request evolve(Request request, RequestEvent event) {
        long version = request.version() + 1;
        return switch (event) {
            case RequestEvent.Made made ->
                new Request.Open(version, made.participant(), made.terms(), made.couldGive());
            case RequestEvent.Renewed renewed -> renewed(request, version, renewed.until());
            case RequestEvent.Lapsed _ ->
                switch (request) {
                    case Request.Open open ->
                        new Request.Lapsed(version, open.participant(), open.terms(), open.couldGive());
                    case Request.Unmade _, Request.Lapsed _, Request.Withdrawn _ -> throw notOpen();
                };
            case RequestEvent.Withdrawn _ ->
                switch (request) {
                    case Request.Open open ->
                        new Request.Withdrawn(version, open.participant(), open.terms(), open.couldGive());
                    case Request.Lapsed lapsed ->
                        new Request.Withdrawn(version, lapsed.participant(), lapsed.terms(), lapsed.couldGive());
                    case Request.Unmade _, Request.Withdrawn _ -> throw notOpen();
                };
        };
    }

    private static Request renewed(Request request, long version, Instant until) {
        return switch (request) {
            case Request.Open open ->
                new Request.Open(version, open.participant(), open.terms().until(until), open.couldGive());
            case Request.Lapsed lapsed ->
                new Request.Open(version, lapsed.participant(), lapsed.terms().until(until), lapsed.couldGive());
            case Request.Unmade _, Request.Withdrawn _ -> throw notOpen();
        };
    }

    private static IllegalStateException notOpen() {
        return new IllegalStateException("A request that is not open was changed");
    }
}
