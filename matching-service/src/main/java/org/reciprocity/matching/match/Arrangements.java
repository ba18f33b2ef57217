package org.reciprocity.matching.match;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.LockMode;
import org.reciprocity.eventlog.EventIds;
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
import org.reciprocity.matching.score.Score;

/**
 * Matches that a broker proposes without a round, also in place of others. The offer is locked before its capacity is looked
 * at: of two who want its last hour at once, one is refused.
 */
@ApplicationScoped
public class Arrangements {
    /** Nobody scored it: a broker proposed it. */
    private static final Score UNSCORED = new Score(0, 0, 0, 0, 0, 0, 0, 0);

    private final Openings openings;
    private final MatchService matches;

    Arrangements(Openings openings, MatchService matches) {
        this.openings = openings;
        this.matches = matches;
    }

    /** {@code POST /proposals}. */
    Uni<Answer> arrange(Work work, Caller caller, ArrangementForm form) {
        var id = form.id() == null ? EventIds.next() : form.id();
        var accepted = form.acceptedFor() == null ? List.<String>of() : form.acceptedFor();
        return work.session()
                .find(StoredMatch.class, id)
                .flatMap(found -> found == null
                        ? arrange(
                                work,
                                caller,
                                new Plan(id, form.offerId(), form.requestId(), null, form.minutes(), accepted))
                        : Uni.createFrom()
                                .item(Answer.problem(
                                        ProblemType.ID_IN_USE,
                                        "A proposal of this id was made before; choose another id.")));
    }

    /** {@code POST /proposals/{id}/reassignment}. */
    Uni<Answer> reassign(
            Work work, Caller caller, UUID id, ReassignmentForm form, DeclineReason reason, IfMatch ifMatch) {
        return work.sql()
                .select("select offer, request from match where id = $1", id)
                .flatMap(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(Answer.notFound());
                    }
                    // Offers before requests before matches, and offers by id: the order of all who lock them.
                    var offers = new TreeSet<String>();
                    offers.add(rows.getFirst()[0].toString());
                    if (form.offerId() != null) {
                        offers.add(form.offerId().toString());
                    }
                    return work.sql()
                            .select("select id from offer where id = any($1::uuid[]) order by id for update", (Object)
                                    offers.stream().map(UUID::fromString).toArray(UUID[]::new))
                            .flatMap(_ -> work.sql()
                                    .select("select id from request where id = $1 for update", rows.getFirst()[1]))
                            .flatMap(_ -> work.session().find(StoredMatch.class, id, LockMode.PESSIMISTIC_WRITE))
                            .flatMap(row -> seesBoth(
                                            work,
                                            caller,
                                            row.community(),
                                            row.terms().giver(),
                                            row.terms().receiver())
                                    .flatMap(seen -> seen
                                            ? work.time()
                                                    .flatMap(now ->
                                                            reassign(work, caller, row, form, reason, ifMatch, now))
                                            : Uni.createFrom().item(Answer.notFound())));
                });
    }

    private Uni<Answer> reassign(
            Work work,
            Caller caller,
            StoredMatch row,
            ReassignmentForm form,
            DeclineReason reason,
            IfMatch ifMatch,
            Instant now) {
        var outdated = ifMatch.refusal(row.state().version());
        if (outdated.isPresent()) {
            return Uni.createFrom().item(outdated.get());
        }
        return switch (MatchDecider.decide(new MatchCommand.Decline(Side.of(form.side()), reason), row.state())) {
            case Decision.Rejected<MatchEvent, MatchRefusal> rejected ->
                Uni.createFrom().item(MatchService.refusal(rejected.refusal(), row.stateCode()));
            case Decision.Accepted<MatchEvent, MatchRefusal> accepted -> {
                var terms = row.terms();
                if (form.offerId() == null) {
                    MatchService.write(work, row, accepted.events(), now);
                    yield matches.ended(work, row.id(), now).flatMap(_ -> MatchService.shown(work, caller, row.id()));
                }
                var plan = new Plan(
                        EventIds.next(),
                        form.offerId(),
                        terms.request(),
                        row.id(),
                        Math.toIntExact(terms.minutes()),
                        form.acceptedFor() == null ? List.of() : form.acceptedFor());
                yield arrangeInstead(work, caller, row, accepted.events(), plan, now);
            }
        };
    }

    /** What the ended match took is free for the new one; where that is refused, nothing has been ended. */
    private Uni<Answer> arrangeInstead(
            Work work, Caller caller, StoredMatch row, List<MatchEvent> events, Plan plan, Instant now) {
        return work.sql()
                .update("update match set state = 'declined' where id = $1", row.id())
                .flatMap(_ -> arrange(work, caller, plan))
                .flatMap(answer -> {
                    if (answer.isProblem()) {
                        return work.sql()
                                .update("update match set state = $2 where id = $1", row.id(), row.stateCode())
                                .replaceWith(answer);
                    }
                    MatchService.write(work, row, events, now);
                    return matches.ended(work, row.id(), now)
                            .call(() -> work.session().flush())
                            .replaceWith(answer);
                });
    }

    private Uni<Answer> arrange(Work work, Caller caller, Plan plan) {
        return work.time().flatMap(now -> openings.give(work.sql(), plan.offer(), now)
                .flatMap(give -> openings.need(work.sql(), plan.request(), now).flatMap(need -> {
                    if (give.isEmpty() || need.isEmpty()) {
                        return Uni.createFrom().item(Answer.notFound());
                    }
                    return work.sql()
                            .select("""
                                    select o.community from offer o join request r on r.community = o.community
                                    where o.id = $1 and r.id = $2
                                    """, plan.offer(), plan.request())
                            .flatMap(rows -> rows.isEmpty()
                                    ? Uni.createFrom().item(Answer.notFound())
                                    : seesBoth(
                                                    work,
                                                    caller,
                                                    (UUID) rows.getFirst()[0],
                                                    give.get().giver(),
                                                    need.get().receiver())
                                            .flatMap(seen -> seen
                                                    ? arrange(
                                                            work,
                                                            caller,
                                                            plan,
                                                            (UUID) rows.getFirst()[0],
                                                            give.get(),
                                                            need.get(),
                                                            now)
                                                    : Uni.createFrom().item(Answer.notFound())));
                })));
    }

    private static Uni<Answer> arrange(
            Work work, Caller caller, Plan plan, UUID community, Give give, Need need, Instant now) {
        long left = Math.min(give.minutes(), need.minutes());
        var misfit = HardFilters.misfit(give, need, now).orElse(null);
        var terms = new MatchTerms(
                null,
                give.offer(),
                give.version(),
                need.request(),
                need.version(),
                give.giver(),
                need.receiver(),
                need.skill(),
                plan.minutes() == null ? Math.max(1, left) : plan.minutes(),
                UNSCORED);
        return switch (MatchDecider.decide(
                new MatchCommand.Arrange(terms, plan.instead(), misfit, left), new Match.Unproposed())) {
            case Decision.Rejected<MatchEvent, MatchRefusal> rejected ->
                Uni.createFrom()
                        .item(
                                misfit == null
                                        ? MatchService.refusal(rejected.refusal(), "none")
                                        : Answer.problem(
                                                ProblemType.DOES_NOT_FIT,
                                                misfit.words(),
                                                Map.of("standsBetween", misfit.code())));
            case Decision.Accepted<MatchEvent, MatchRefusal> accepted -> {
                var event = accepted.events().getFirst();
                var proposed = (Match.Proposed) MatchDecider.evolve(new Match.Unproposed(), event);
                var row = StoredMatch.proposed(plan.id(), community, plan.instead(), now, proposed);
                work.record(List.of(MatchRecords.of(event, plan.id(), need.request(), 1, community, now)));
                for (var side : new TreeSet<>(plan.acceptedFor())) {
                    if (MatchDecider.decide(new MatchCommand.Accept(Side.of(side), true), row.state())
                            instanceof Decision.Accepted<MatchEvent, MatchRefusal> yes) {
                        MatchService.write(work, row, yes.events(), now);
                    }
                }
                yield work.session().persist(row).flatMap(_ -> MatchService.shown(work, caller, plan.id()));
            }
        };
    }

    private static Uni<Boolean> seesBoth(Work work, Caller caller, UUID community, UUID giver, UUID receiver) {
        return Visibility.participant(work.sql(), caller, community, giver)
                .flatMap(seen -> seen.isEmpty()
                        ? Uni.createFrom().item(false)
                        : Visibility.participant(work.sql(), caller, community, receiver)
                                .map(other -> other.isPresent()));
    }

    private record Plan(UUID id, UUID offer, UUID request, UUID instead, Integer minutes, List<String> acceptedFor) {}
}
