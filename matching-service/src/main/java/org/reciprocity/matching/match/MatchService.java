package org.reciprocity.matching.match;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.HardFilters;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.pool.Openings;
import org.reciprocity.matching.registry.Visibility;

/** Takes matches from their proposal to the settled exchange. Locks are taken in one order: offer, request, match. */
@ApplicationScoped
public class MatchService {
    private final Openings openings;
    private final Instance<MatchEnd> ends;

    MatchService(Openings openings, @Any Instance<MatchEnd> ends) {
        this.openings = openings;
        this.ends = ends;
    }

    /** Writes what a round proposes, in the round's transaction; offers and requests are locked by it. */
    public Uni<Void> propose(Work work, UUID community, Instant now, List<NewMatch> matches) {
        var rows = matches.stream()
                .map(match -> {
                    var command = new MatchCommand.Propose(match.terms());
                    if (!(MatchDecider.decide(command, new Match.Unproposed())
                            instanceof Decision.Accepted<MatchEvent, MatchRefusal> accepted)) {
                        throw new IllegalStateException("A new match was refused");
                    }
                    var event = accepted.events().getFirst();
                    var state = (Match.Proposed) MatchDecider.evolve(new Match.Unproposed(), event);
                    work.record(List.of(MatchRecords.of(
                            event, match.id(), match.terms().request(), state.version(), community, now)));
                    return StoredMatch.proposed(match.id(), community, null, now, state);
                })
                .toList();
        return work.session().persistAll(rows.toArray());
    }

    /** {@code POST /proposals/{id}/acceptances}. */
    Uni<Answer> accept(Work work, Caller caller, UUID id, Side side, IfMatch ifMatch) {
        return participants(work, id)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Answer.notFound())
                        : mayAct(
                                work,
                                caller,
                                found.getFirst(),
                                side,
                                () -> accept(work, caller, id, found.getFirst(), side, ifMatch)));
    }

    /** The time is that before the locks, so that availability and fit go by one; the events' time is that under them. */
    private Uni<Answer> accept(Work work, Caller caller, UUID id, Participants match, Side side, IfMatch ifMatch) {
        return work.time().flatMap(asked -> openings.give(work.sql(), match.offer(), asked)
                .flatMap(give -> openings.need(work.sql(), match.request(), asked)
                        .flatMap(need -> work.session()
                                .find(StoredMatch.class, id, LockMode.PESSIMISTIC_WRITE)
                                .flatMap(row -> work.time().flatMap(now -> {
                                    boolean holds = give.isPresent()
                                            && need.isPresent()
                                            && holds(row.terms(), give.get(), need.get(), now);
                                    return apply(work, caller, row, new MatchCommand.Accept(side, holds), ifMatch, now);
                                })))));
    }

    /** {@code POST /proposals/{id}/declines}. */
    Uni<Answer> decline(Work work, Caller caller, UUID id, Side side, DeclineReason reason, IfMatch ifMatch) {
        return participants(work, id)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Answer.notFound())
                        : mayAct(work, caller, found.getFirst(), side, () -> work.session()
                                .find(StoredMatch.class, id, LockMode.PESSIMISTIC_WRITE)
                                .flatMap(row -> work.time().flatMap(now -> apply(
                                                work, caller, row, new MatchCommand.Decline(side, reason), ifMatch, now)
                                        .call(answer -> answer.isProblem()
                                                ? Uni.createFrom().voidItem()
                                                : ended(work, id, now))))));
    }

    /** Declines what is only proposed of an offer that is taken back in the same transaction. */
    public Uni<Void> offerWithdrawn(Work work, UUID offer, Instant now) {
        return withdrawn(
                work,
                "select id from match where offer = $1 and state = 'proposed' order by id",
                offer,
                new MatchCommand.Decline(Side.GIVER, DeclineReason.OFFER_WITHDRAWN),
                now);
    }

    /** Declines what is only proposed for a request that is taken back in the same transaction. */
    public Uni<Void> requestWithdrawn(Work work, UUID request, Instant now) {
        return withdrawn(
                work,
                "select id from match where request = $1 and state = 'proposed' order by id",
                request,
                new MatchCommand.Decline(Side.RECEIVER, DeclineReason.REQUEST_WITHDRAWN),
                now);
    }

    /** Declines what is only proposed for a request that lapses in the same transaction. */
    public Uni<Void> requestLapsed(Work work, UUID request, Instant now) {
        return withdrawn(
                work,
                "select id from match where request = $1 and state = 'proposed' order by id",
                request,
                new MatchCommand.Decline(Side.RECEIVER, DeclineReason.LAPSED),
                now);
    }

    /** Ends what is proposed to or agreed with a participant who takes part no more, in the transaction that learns of it. */
    public Uni<Void> left(Work work, UUID participant, Instant now) {
        return withdrawn(
                        work,
                        "select id from match where giver = $1 and state in ('proposed', 'agreed') order by id",
                        participant,
                        new MatchCommand.Decline(Side.GIVER, DeclineReason.PARTICIPANT_LEFT),
                        now)
                .flatMap(_ -> withdrawn(
                        work,
                        "select id from match where receiver = $1 and state in ('proposed', 'agreed') order by id",
                        participant,
                        new MatchCommand.Decline(Side.RECEIVER, DeclineReason.PARTICIPANT_LEFT),
                        now));
    }

    /** What hangs on a match that has ended is ended with it. */
    Uni<Void> ended(Work work, UUID match, Instant now) {
        return Multi.createFrom()
                .iterable(ends)
                .onItem()
                .transformToUniAndConcatenate(end -> end.ended(work, match, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> withdrawn(Work work, String open, UUID id, MatchCommand decline, Instant now) {
        return work.session()
                .flush()
                .flatMap(_ -> work.sql().select(open, id))
                .flatMap(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> work.session()
                                .find(StoredMatch.class, (UUID) row[0], LockMode.PESSIMISTIC_WRITE)
                                .invoke(match -> carryOut(work, match, decline, now))
                                .call(match -> ended(work, match.id(), now)))
                        .collect()
                        .last()
                        .replaceWithVoid())
                .call(() -> work.session().flush());
    }

    /**
     * Carries out or takes back matches by the exchanges that the feed brought, in the feed's transaction and in their order.
     *
     * @return what became of each
     */
    public Uni<List<Outcome>> settled(Work work, List<Named> exchanges) {
        if (exchanges.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var ids = exchanges.stream().map(Named::match).distinct().toList();
        return work.session()
                .createSelectionQuery("from StoredMatch where id in :ids order by id", StoredMatch.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .flatMap(rows -> work.time().map(now -> {
                    var found = rows.stream().collect(Collectors.toMap(StoredMatch::id, Function.identity()));
                    return exchanges.stream()
                            .map(named -> settled(work, found.get(named.match()), named, now))
                            .toList();
                }));
    }

    private static Outcome settled(Work work, StoredMatch row, Named named, Instant now) {
        if (row == null || !row.community().equals(named.community())) {
            return Outcome.UNKNOWN;
        }
        var command =
                switch (named.settlement()) {
                    case Settlement.Settled settled ->
                        new MatchCommand.Fulfil(
                                settled.exchange(),
                                settled.programme(),
                                settled.minutesBetween(
                                        row.terms().giver(), row.terms().receiver()));
                    case Settlement.Reversed reversed -> new MatchCommand.Unfulfil(reversed.exchange());
                };
        return carryOut(work, row, command, now) ? Outcome.CARRIED_OUT : Outcome.REFUSED;
    }

    private static Uni<Answer> apply(
            Work work, Caller caller, StoredMatch row, MatchCommand command, IfMatch ifMatch, Instant now) {
        var outdated = ifMatch.refusal(row.state().version());
        if (outdated.isPresent()) {
            return Uni.createFrom().item(outdated.get());
        }
        return switch (MatchDecider.decide(command, row.state())) {
            case Decision.Rejected<MatchEvent, MatchRefusal> rejected ->
                Uni.createFrom().item(refusal(rejected.refusal(), row.stateCode()));
            case Decision.Accepted<MatchEvent, MatchRefusal> accepted -> {
                write(work, row, accepted.events(), now);
                yield shown(work, caller, row.id());
            }
        };
    }

    /** As the caller may see it. */
    static Uni<Answer> shown(Work work, Caller caller, UUID id) {
        return work.session()
                .flush()
                .flatMap(_ -> ProposalReading.one(work.sql(), caller, id))
                .map(found ->
                        Answer.created("/proposals/" + id, found.getFirst().version(), found.getFirst()));
    }

    /** Whether the command was carried out; a refusal changes nothing. */
    private static boolean carryOut(Work work, StoredMatch row, MatchCommand command, Instant now) {
        return switch (MatchDecider.decide(command, row.state())) {
            case Decision.Rejected<MatchEvent, MatchRefusal> _ -> false;
            case Decision.Accepted<MatchEvent, MatchRefusal> accepted -> {
                write(work, row, accepted.events(), now);
                yield true;
            }
        };
    }

    static void write(Work work, StoredMatch row, List<MatchEvent> events, Instant now) {
        var match = row.state();
        for (var event : events) {
            match = MatchDecider.evolve(match, event);
            work.record(List.of(
                    MatchRecords.of(event, row.id(), row.terms().request(), match.version(), row.community(), now)));
        }
        row.become(match, now);
    }

    private static boolean holds(MatchTerms terms, Give give, Need need, Instant now) {
        return give.version() == terms.offerVersion()
                && need.version() == terms.requestVersion()
                && HardFilters.misfit(give, need, now).isEmpty();
    }

    private static Uni<List<Participants>> participants(Work work, UUID id) {
        return work.sql().select("""
                        select m.community, m.offer, m.request, m.giver, m.receiver, o.agency, r.agency
                        from match m join offer o on o.id = m.offer join request r on r.id = m.request where m.id = $1
                        """, id).map(rows -> rows.stream()
                .map(row -> new Participants(
                        (UUID) row[0], (UUID) row[1], (UUID) row[2], (UUID) row[3], (UUID) row[4], (UUID) row[5], (UUID)
                                row[6]))
                .toList());
    }

    /** A side is answered for by who sees it, by the rule of reading; who sees only the other learns no more than that. */
    private static Uni<Answer> mayAct(
            Work work, Caller caller, Participants match, Side side, Supplier<Uni<Answer>> action) {
        var other = side == Side.GIVER ? Side.RECEIVER : Side.GIVER;
        return match.isSeen(work, caller, side)
                .flatMap(seen -> seen
                        ? action.get()
                        : match.isSeen(work, caller, other)
                                .map(seenOther -> seenOther
                                        ? Answer.problem(ProblemType.NOT_YOURS, "Another agency answers for that side.")
                                        : Answer.notFound()));
    }

    static Answer refusal(MatchRefusal refusal, String state) {
        return switch (refusal) {
            case NOT_PROPOSED -> Answer.notFound();
            case ALREADY_PROPOSED -> Answer.problem(ProblemType.ID_IN_USE, "A proposal of this id was made before.");
            case ALREADY_ACCEPTED ->
                Answer.problem(ProblemType.ALREADY_ACCEPTED, "That side has accepted this proposal before.");
            case OUTDATED ->
                Answer.problem(
                        ProblemType.PROPOSAL_OUTDATED,
                        "The offer or the request has changed since, or its time is over; decline it, and the next round"
                                + " proposes anew.");
            case CLOSED ->
                Answer.problem(
                        ProblemType.PROPOSAL_CLOSED, "It has been declined or carried out.", Map.of("state", state));
            case DOES_NOT_FIT ->
                Answer.problem(ProblemType.DOES_NOT_FIT, "A hard filter stands between the offer and the request.");
            case NO_CAPACITY ->
                Answer.problem(
                        ProblemType.NO_CAPACITY, "Less is left of the offer's capacity, or of what the request needs.");
            case OTHER_PARTIES, OTHER_EXCHANGE ->
                throw new IllegalStateException("Only an exchange is refused for " + refusal);
        };
    }

    private record Participants(
            UUID community,
            UUID offer,
            UUID request,
            UUID giver,
            UUID receiver,
            UUID offerRecordedBy,
            UUID requestRecordedBy) {

        Uni<Boolean> isSeen(Work work, Caller caller, Side side) {
            return side == Side.GIVER
                    ? Visibility.sees(work.sql(), caller, community, giver, offerRecordedBy)
                    : Visibility.sees(work.sql(), caller, community, receiver, requestRecordedBy);
        }
    }

    /**
     * A match to propose.
     *
     * @param id its id
     * @param terms who, what, for whom
     */
    public record NewMatch(UUID id, MatchTerms terms) {}

    /**
     * An exchange that names a match.
     *
     * @param match the match's id, as the exchange has it
     * @param community the exchange's community
     * @param settlement what the exchange did
     */
    public record Named(UUID match, UUID community, Settlement settlement) {}

    /** What became of a match by an exchange. */
    public enum Outcome {
        /** It is fulfilled now, or waits again. */
        CARRIED_OUT,
        /** It is closed, or the exchange is between others. */
        REFUSED,
        /** The community has no match of that id. */
        UNKNOWN
    }
}
