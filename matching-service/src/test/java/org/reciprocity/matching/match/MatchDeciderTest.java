package org.reciprocity.matching.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.score.Score;

class MatchDeciderTest {
    private static final UUID EXCHANGE = new UUID(0, 1);
    private static final UUID PROGRAMME = new UUID(0, 7);
    private static final MatchTerms TERMS = new MatchTerms(
            new UUID(1, 1),
            new UUID(1, 2),
            1,
            new UUID(1, 3),
            1,
            new UUID(1, 4),
            new UUID(1, 5),
            "lifts",
            60,
            new Score(20, 10, 15, 0, 0, 15, 20, 0));

    @Test
    void isAgreedOnceBothSidesHaveAccepted() {
        var half = after(proposed(), new MatchCommand.Accept(Side.GIVER, true));
        assertEquals(new Match.Proposed(2, TERMS, true, false), half);
        assertEquals(new Match.Agreed(3, TERMS), after(half, new MatchCommand.Accept(Side.RECEIVER, true)));
    }

    @Test
    void refusesASecondAcceptanceOfOneSide() {
        var half = after(proposed(), new MatchCommand.Accept(Side.RECEIVER, true));
        assertEquals(
                Decision.refuse(MatchRefusal.ALREADY_ACCEPTED),
                MatchDecider.decide(new MatchCommand.Accept(Side.RECEIVER, true), half));
    }

    @Test
    void refusesAnAcceptanceOfWhatNoLongerHolds() {
        assertEquals(
                Decision.refuse(MatchRefusal.OUTDATED),
                MatchDecider.decide(new MatchCommand.Accept(Side.GIVER, false), proposed()));
    }

    @Test
    void mayBeDeclinedWhileAgreedAndNotAfterwards() {
        var declined = after(agreed(), new MatchCommand.Decline(Side.RECEIVER, DeclineReason.NO_TIME));
        assertEquals(new Match.Declined(4, TERMS, Side.RECEIVER, DeclineReason.NO_TIME), declined);
        assertEquals(
                Decision.refuse(MatchRefusal.CLOSED),
                MatchDecider.decide(new MatchCommand.Decline(Side.GIVER, DeclineReason.OTHER), declined));
        assertEquals(
                Decision.refuse(MatchRefusal.CLOSED),
                MatchDecider.decide(new MatchCommand.Fulfil(EXCHANGE, PROGRAMME, 60), declined));
    }

    @Test
    void isFulfilledOnce() {
        var fulfilled = after(agreed(), new MatchCommand.Fulfil(EXCHANGE, PROGRAMME, 45));
        assertEquals(new Match.Fulfilled(4, TERMS, EXCHANGE, 45), fulfilled);
        assertEquals(
                Decision.refuse(MatchRefusal.CLOSED),
                MatchDecider.decide(new MatchCommand.Fulfil(new UUID(0, 2), PROGRAMME, 60), fulfilled));
    }

    @Test
    void saysToWhichProgrammeTheExchangeBelongsThatFulfilsIt() {
        assertEquals(
                Decision.event(new MatchEvent.Fulfilled(EXCHANGE, PROGRAMME, 45)),
                MatchDecider.decide(new MatchCommand.Fulfil(EXCHANGE, PROGRAMME, 45), agreed()));
        assertEquals(
                Decision.event(new MatchEvent.Fulfilled(EXCHANGE, null, 45)),
                MatchDecider.decide(new MatchCommand.Fulfil(EXCHANGE, null, 45), agreed()));
    }

    @Test
    void isNotFulfilledByAnExchangeBetweenOthers() {
        assertEquals(
                Decision.refuse(MatchRefusal.OTHER_PARTIES),
                MatchDecider.decide(new MatchCommand.Fulfil(EXCHANGE, PROGRAMME, 0), agreed()));
    }

    @Test
    void waitsForAnotherExchangeOnceItsOwnIsReversed() {
        var fulfilled = after(agreed(), new MatchCommand.Fulfil(EXCHANGE, PROGRAMME, 45));
        assertEquals(
                Decision.refuse(MatchRefusal.OTHER_EXCHANGE),
                MatchDecider.decide(new MatchCommand.Unfulfil(new UUID(0, 2)), fulfilled));
        var waiting = after(fulfilled, new MatchCommand.Unfulfil(EXCHANGE));
        assertEquals(new Match.Agreed(5, TERMS), waiting);
        assertEquals(
                new Match.Fulfilled(6, TERMS, new UUID(0, 2), 60),
                after(waiting, new MatchCommand.Fulfil(new UUID(0, 2), PROGRAMME, 60)));
    }

    @Property(tries = 2_000)
    void whateverIsAskedOfItInWhateverOrder(@ForAll("commands") List<MatchCommand> commands) {
        Match match = new Match.Unproposed();
        var events = new ArrayList<MatchEvent>();
        for (var command : commands) {
            var before = match;
            if (MatchDecider.decide(command, match) instanceof Decision.Accepted<MatchEvent, MatchRefusal> accepted) {
                for (var event : accepted.events()) {
                    match = MatchDecider.evolve(match, event);
                    events.add(event);
                }
                assertTrue(match.version() > before.version(), "what is accepted moves the version");
            }
        }
        assertEquals(events.size(), match.version(), "the version counts the events");
        assertEquals(match, folded(events), "the state is the fold of the events");
        assertTrue(
                fulfilments(events) - unfulfilments(events) <= 1,
                "it is never fulfilled by two exchanges at the same time");
        if (match instanceof Match.Agreed && unfulfilments(events) == 0) {
            assertEquals(2, acceptances(events), "agreed says that both sides have accepted");
        }
        int declined = events.indexOf(events.stream()
                .filter(MatchEvent.Declined.class::isInstance)
                .findFirst()
                .orElse(null));
        assertTrue(declined < 0 || declined == events.size() - 1, "nothing happens after a decline");
    }

    @Provide
    Arbitrary<List<MatchCommand>> commands() {
        var sides = Arbitraries.of(Side.values());
        var exchanges = Arbitraries.of(EXCHANGE, new UUID(0, 2));
        Arbitrary<MatchCommand> propose = Arbitraries.just(new MatchCommand.Propose(TERMS));
        Arbitrary<MatchCommand> accept =
                Combinators.combine(sides, Arbitraries.of(true, true, false)).as(MatchCommand.Accept::new);
        Arbitrary<MatchCommand> decline = Combinators.combine(sides, Arbitraries.of(DeclineReason.values()))
                .as(MatchCommand.Decline::new);
        Arbitrary<MatchCommand> fulfil = Combinators.combine(exchanges, Arbitraries.of(0L, 30L, 60L))
                .as((exchange, minutes) -> new MatchCommand.Fulfil(exchange, PROGRAMME, minutes));
        Arbitrary<MatchCommand> unfulfil = exchanges.map(MatchCommand.Unfulfil::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(2, propose),
                        Tuple.of(6, accept),
                        Tuple.of(1, decline),
                        Tuple.of(4, fulfil),
                        Tuple.of(4, unfulfil))
                .list()
                .ofMaxSize(20);
    }

    private static Match folded(List<MatchEvent> events) {
        Match match = new Match.Unproposed();
        for (var event : events) {
            match = MatchDecider.evolve(match, event);
        }
        return match;
    }

    private static long fulfilments(List<MatchEvent> events) {
        return events.stream().filter(MatchEvent.Fulfilled.class::isInstance).count();
    }

    private static long unfulfilments(List<MatchEvent> events) {
        return events.stream().filter(MatchEvent.Unfulfilled.class::isInstance).count();
    }

    private static long acceptances(List<MatchEvent> events) {
        return events.stream().filter(MatchEvent.Accepted.class::isInstance).count();
    }

    private static Match proposed() {
        return MatchDecider.evolve(new Match.Unproposed(), new MatchEvent.Proposed(TERMS));
    }

    private static Match agreed() {
        return after(
                after(proposed(), new MatchCommand.Accept(Side.GIVER, true)),
                new MatchCommand.Accept(Side.RECEIVER, true));
    }

    private static Match after(Match match, MatchCommand command) {
        return switch (MatchDecider.decide(command, match)) {
            case Decision.Accepted<MatchEvent, MatchRefusal> accepted -> {
                var state = match;
                for (var event : accepted.events()) {
                    state = MatchDecider.evolve(state, event);
                }
                yield state;
            }
            case Decision.Rejected<MatchEvent, MatchRefusal> rejected ->
                throw new AssertionError("Refused: " + rejected.refusal());
        };
    }
}
