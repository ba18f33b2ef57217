package org.reciprocity.matching.request;

import org.reciprocity.matching.decision.Decision;

/** The rules of a request. */
public final class RequestDecider {

    private RequestDecider() {}

    /** What a command to a request in that state leads to. */
    public static Decision<RequestEvent, RequestRefusal> decide(RequestCommand command, Request request) {
        return switch (command) {
            case RequestCommand.Make make ->
                switch (request) {
                    case Request.Unmade _ -> make(make);
                    case Request.Open _, Request.Withdrawn _ -> Decision.refuse(RequestRefusal.ALREADY_MADE);
                };
            case RequestCommand.Withdraw _ ->
                switch (request) {
                    case Request.Unmade _ -> Decision.refuse(RequestRefusal.NOT_MADE);
                    case Request.Open open ->
                        Decision.event(new RequestEvent.Withdrawn(
                                open.participant(), open.terms().skill()));
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
        return Decision.event(new RequestEvent.Made(make.participant(), make.terms(), make.couldGive()));
    }

    /** The state after an event. */
    public static Request evolve(Request request, RequestEvent event) {
        long version = request.version() + 1;
        return switch (event) {
            case RequestEvent.Made made ->
                new Request.Open(version, made.participant(), made.terms(), made.couldGive());
            case RequestEvent.Withdrawn _ ->
                switch (request) {
                    case Request.Open open ->
                        new Request.Withdrawn(version, open.participant(), open.terms(), open.couldGive());
                    case Request.Unmade _, Request.Withdrawn _ ->
                        throw new IllegalStateException("A request that is not open was withdrawn");
                };
        };
    }
}
