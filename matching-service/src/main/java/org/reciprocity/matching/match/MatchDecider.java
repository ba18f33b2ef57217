package org.reciprocity.matching.match;

import org.reciprocity.matching.decision.Decision;

/** The rules of a match. */
public final class MatchDecider {

    private MatchDecider() {}

    /** What a command to a match in that state leads to. */
    public static Decision<MatchEvent, MatchRefusal> decide(MatchCommand command, Match match) {
        return switch (command) {
            case MatchCommand.Propose propose ->
                match instanceof Match.Unproposed
                        ? Decision.event(new MatchEvent.Proposed(propose.terms()))
                        : Decision.refuse(MatchRefusal.ALREADY_PROPOSED);
            case MatchCommand.Arrange arrange ->
                match instanceof Match.Unproposed ? arrange(arrange) : Decision.refuse(MatchRefusal.ALREADY_PROPOSED);
            case MatchCommand.Accept accept -> accept(accept, match);
            case MatchCommand.Decline decline ->
                switch (match) {
                    case Match.Unproposed _ -> Decision.refuse(MatchRefusal.NOT_PROPOSED);
                    case Match.Proposed _, Match.Agreed _ ->
                        Decision.event(new MatchEvent.Declined(decline.side(), decline.reason()));
                    case Match.Declined _, Match.Fulfilled _ -> Decision.refuse(MatchRefusal.CLOSED);
                };
            case MatchCommand.Fulfil fulfil ->
                switch (match) {
                    case Match.Unproposed _ -> Decision.refuse(MatchRefusal.NOT_PROPOSED);
                    // Who did it together has accepted it, whether or not anybody noted that.
                    case Match.Proposed _, Match.Agreed _ ->
                        fulfil.minutes() > 0
                                ? Decision.event(new MatchEvent.Fulfilled(
                                        fulfil.exchange(), fulfil.programme(), fulfil.minutes()))
                                : Decision.refuse(MatchRefusal.OTHER_PARTIES);
                    case Match.Declined _, Match.Fulfilled _ -> Decision.refuse(MatchRefusal.CLOSED);
                };
            case MatchCommand.Unfulfil unfulfil ->
                match instanceof Match.Fulfilled fulfilled
                                && fulfilled.exchange().equals(unfulfil.exchange())
                        ? Decision.event(new MatchEvent.Unfulfilled(unfulfil.exchange()))
                        : Decision.refuse(MatchRefusal.OTHER_EXCHANGE);
        };
    }

    private static Decision<MatchEvent, MatchRefusal> arrange(MatchCommand.Arrange arrange) {
        if (arrange.misfit() != null) {
            return Decision.refuse(MatchRefusal.DOES_NOT_FIT);
        }
        return arrange.terms().minutes() <= arrange.leftMinutes()
                ? Decision.event(new MatchEvent.Arranged(arrange.terms(), arrange.instead()))
                : Decision.refuse(MatchRefusal.NO_CAPACITY);
    }

    private static Decision<MatchEvent, MatchRefusal> accept(MatchCommand.Accept accept, Match match) {
        return switch (match) {
            case Match.Unproposed _ -> Decision.refuse(MatchRefusal.NOT_PROPOSED);
            case Match.Proposed proposed -> {
                boolean giver = proposed.giverAccepted() || accept.side() == Side.GIVER;
                boolean receiver = proposed.receiverAccepted() || accept.side() == Side.RECEIVER;
                if (giver == proposed.giverAccepted() && receiver == proposed.receiverAccepted()) {
                    yield Decision.refuse(MatchRefusal.ALREADY_ACCEPTED);
                }
                yield accept.holds()
                        ? Decision.event(new MatchEvent.Accepted(accept.side(), giver && receiver))
                        : Decision.refuse(MatchRefusal.OUTDATED);
            }
            case Match.Agreed _ -> Decision.refuse(MatchRefusal.ALREADY_ACCEPTED);
            case Match.Declined _, Match.Fulfilled _ -> Decision.refuse(MatchRefusal.CLOSED);
        };
    }

    /** The state after an event. */
    public static Match evolve(Match match, MatchEvent event) {
        long version = match.version() + 1;
        return switch (event) {
            case MatchEvent.Proposed proposed -> new Match.Proposed(version, proposed.terms(), false, false);
            case MatchEvent.Arranged arranged -> new Match.Proposed(version, arranged.terms(), false, false);
            case MatchEvent.Accepted accepted ->
                accepted.agreed()
                        ? new Match.Agreed(version, terms(match))
                        : new Match.Proposed(
                                version, terms(match), accepted.side() == Side.GIVER, accepted.side() == Side.RECEIVER);
            case MatchEvent.Declined declined ->
                new Match.Declined(version, terms(match), declined.side(), declined.reason());
            case MatchEvent.Fulfilled fulfilled ->
                new Match.Fulfilled(version, terms(match), fulfilled.exchange(), fulfilled.minutes());
            case MatchEvent.Unfulfilled _ -> new Match.Agreed(version, terms(match));
        };
    }

    private static MatchTerms terms(Match match) {
        return switch (match) {
            case Match.Unproposed _ -> throw new IllegalStateException("A match begins with its proposal");
            case Match.Proposed proposed -> proposed.terms();
            case Match.Agreed agreed -> agreed.terms();
            case Match.Declined declined -> declined.terms();
            case Match.Fulfilled fulfilled -> fulfilled.terms();
        };
    }
}
