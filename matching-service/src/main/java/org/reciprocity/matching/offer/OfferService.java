package org.reciprocity.matching.offer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.availability.Recurrences;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Period;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.log.MatchesLog.Recorded;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.registry.Visibility.KnownParticipant;
import org.reciprocity.matching.skill.SkillList;

/** Makes offers, renews them, lets them lapse and takes them back. */
@ApplicationScoped
public class OfferService {
    private final SkillList skills;
    private final MatchService matches;

    OfferService(SkillList skills, MatchService matches) {
        this.skills = skills;
        this.matches = matches;
    }

    /** {@code POST /offers}. */
    Uni<Answer> make(Work work, Caller caller, OfferForm form) {
        return work.time().flatMap(now -> Visibility.participant(
                        work.sql(), caller, form.communityId(), form.participantId())
                .flatMap(participant -> participant.isEmpty()
                        ? Uni.createFrom().item(Answer.notFound())
                        : plan(work, caller, form, participant.get(), null, now).flatMap(plan -> switch (plan) {
                            case Plan.Refused refused -> Uni.createFrom().item(refused.answer());
                            case Plan.Ready ready ->
                                write(work, ready)
                                        .map(view -> Answer.created("/offers/" + view.id(), view.version(), view));
                        })));
    }

    /**
     * Decides on an offer and writes nothing yet, so that it can be made together with something else or not at all.
     *
     * @param caller for whom
     * @param form what
     * @param participant who, and where they are when the form does not say
     * @param request the request whose "what could you give?" it answers, or null
     * @param now the time of the command
     */
    public Uni<Plan> plan(
            Work work, Caller caller, OfferForm form, KnownParticipant participant, UUID request, Instant now) {
        var unknown = unknownSkill(form.skill());
        if (unknown.isPresent()) {
            return Uni.createFrom().item(new Plan.Refused(unknown.get()));
        }
        var id = form.id() == null ? EventIds.next() : form.id();
        var availability = AvailabilityForm.of(form.availability(), participant.zone());
        var fault = fault(availability, now);
        return Policies.of(work.sql(), form.communityId())
                .flatMap(policy -> work.session().find(StoredOffer.class, id).map(found -> {
                    var offer = found == null ? new Offer.Unmade() : found.state();
                    var command = new OfferCommand.Make(
                            form.participantId(),
                            terms(form, participant.area(), availability),
                            request,
                            policy.offerLapsesAt(now),
                            fault,
                            now);
                    return switch (OfferDecider.decide(command, offer)) {
                        case Decision.Rejected<OfferEvent, OfferRefusal> rejected ->
                            new Plan.Refused(
                                    fault != null && rejected.refusal() == OfferRefusal.AVAILABILITY_IMPOSSIBLE
                                            ? impossible(fault)
                                            : refusal(rejected.refusal()));
                        case Decision.Accepted<OfferEvent, OfferRefusal> accepted -> {
                            var made = (Offer.Open)
                                    OfferDecider.evolve(offer, accepted.events().getFirst());
                            yield new Plan.Ready(
                                    StoredOffer.made(id, form.communityId(), caller.agency(), request, now, made),
                                    List.of(OfferRecords.of(
                                            accepted.events().getFirst(),
                                            id,
                                            made.version(),
                                            form.communityId(),
                                            now)));
                        }
                    };
                }));
    }

    /** Writes what was planned. */
    public Uni<OfferView> write(Work work, Plan.Ready plan) {
        work.record(plan.events());
        return work.session().persist(plan.offer()).map(_ -> plan.offer()
                .view(plan.offer().minutes()));
    }

    /** {@code POST /offers/{id}/renewal}: it still stands, and lapses as the policy says, from now. */
    Uni<Answer> renew(Work work, Caller caller, UUID id, IfMatch ifMatch) {
        return locked(work, caller, id, row -> Policies.of(work.sql(), row.community())
                .flatMap(policy -> work.time()
                        .flatMap(now -> apply(
                                work, row, new OfferCommand.Renew(policy.offerLapsesAt(now), now), ifMatch, now))));
    }

    /** {@code POST /offers/{id}/withdrawal}: what is proposed of it is declined for it, what is agreed stays. */
    Uni<Answer> withdraw(Work work, Caller caller, UUID id, IfMatch ifMatch) {
        return locked(work, caller, id, row -> work.time()
                .flatMap(now -> apply(work, row, new OfferCommand.Withdraw(), ifMatch, now)
                        .flatMap(answer -> answer.isProblem()
                                ? Uni.createFrom().item(answer)
                                : matches.offerWithdrawn(work, row.id(), now).flatMap(_ -> shown(work, row)))));
    }

    /** Lets offers lapse whose time to be renewed is over, and says how many. */
    public Uni<Integer> lapse(Work work) {
        return work.sql().select("""
                        select id from offer where not withdrawn and not lapsed and lapses_at <= now()
                        order by id limit 100 for update skip locked
                        """).flatMap(rows -> work.time()
                .flatMap(now -> each(work, ids(rows), row -> {
                    carryOut(work, row, new OfferCommand.Lapse(now), now);
                    return matches.offerWithdrawn(work, row.id(), now);
                })));
    }

    /**
     * Takes back what participants offer who take part no more, in the transaction that learns of it.
     *
     * @param forget whether nothing is to be kept by which they could be known
     */
    public Uni<Void> left(Work work, Collection<UUID> participants, boolean forget, Instant now) {
        return work.sql()
                .select("select id from offer where participant = any($1) order by id for update", (Object)
                        participants.toArray(UUID[]::new))
                .flatMap(rows -> each(work, ids(rows), row -> {
                    carryOut(work, row, new OfferCommand.Withdraw(), now);
                    if (forget) {
                        row.forget();
                    }
                    return matches.offerWithdrawn(work, row.id(), now);
                }))
                .replaceWithVoid();
    }

    private static List<UUID> ids(List<Object[]> rows) {
        return rows.stream().map(row -> (UUID) row[0]).toList();
    }

    private static Uni<Integer> each(Work work, List<UUID> ids, Function<StoredOffer, Uni<Void>> change) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> work.session()
                        .find(StoredOffer.class, id, LockMode.PESSIMISTIC_WRITE)
                        .call(change::apply))
                .collect()
                .asList()
                .map(List::size);
    }

    private Uni<Answer> locked(Work work, Caller caller, UUID id, Function<StoredOffer, Uni<Answer>> action) {
        return work.session()
                .find(StoredOffer.class, id, LockMode.PESSIMISTIC_WRITE)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(Answer.notFound())
                        : Visibility.sees(work.sql(), caller, found.community(), found.participant(), found.agency())
                                .flatMap(seen -> seen
                                        ? action.apply(found)
                                        : Uni.createFrom().item(Answer.notFound())));
    }

    private static Uni<Answer> apply(Work work, StoredOffer row, OfferCommand command, IfMatch ifMatch, Instant now) {
        var outdated = ifMatch.refusal(row.version());
        if (outdated.isPresent()) {
            return Uni.createFrom().item(outdated.get());
        }
        return switch (OfferDecider.decide(command, row.state())) {
            case Decision.Rejected<OfferEvent, OfferRefusal> rejected ->
                Uni.createFrom().item(refusal(rejected.refusal()));
            case Decision.Accepted<OfferEvent, OfferRefusal> accepted -> {
                write(work, row, accepted.events(), now);
                yield work.session().flush().flatMap(_ -> shown(work, row));
            }
        };
    }

    /** A refusal changes nothing. */
    private static void carryOut(Work work, StoredOffer row, OfferCommand command, Instant now) {
        if (OfferDecider.decide(command, row.state()) instanceof Decision.Accepted<OfferEvent, OfferRefusal> accepted) {
            write(work, row, accepted.events(), now);
        }
    }

    private static void write(Work work, StoredOffer row, List<OfferEvent> events, Instant now) {
        var offer = row.state();
        for (var event : events) {
            offer = OfferDecider.evolve(offer, event);
            work.record(List.of(OfferRecords.of(event, row.id(), offer.version(), row.community(), now)));
        }
        row.become(offer);
    }

    private static Uni<Answer> shown(Work work, StoredOffer row) {
        return OfferReading.remaining(work.sql(), row.id())
                .map(remaining -> Answer.created("/offers/" + row.id(), row.version(), row.view(remaining)));
    }

    /** The answer to a skill that is not in the list, if it is not. */
    public Optional<Answer> unknownSkill(String code) {
        return skills.find(code).isPresent()
                ? Optional.empty()
                : Optional.of(Answer.problem(
                        ProblemType.UNKNOWN_SKILL,
                        "GET /skills?q= finds a skill by what people call it.",
                        Map.of("skill", code)));
    }

    /** Why an availability cannot be, or null when it can, or when there is none. */
    public static Availability.Fault fault(Availability availability, Instant now) {
        return availability == null
                ? null
                : Recurrences.fault(availability, now).orElse(null);
    }

    /** The answer to an availability that cannot be. */
    public static Answer impossible(Availability.Fault fault) {
        return Answer.problem(
                ProblemType.IMPOSSIBLE_AVAILABILITY,
                switch (fault) {
                    case UNREADABLE ->
                        "A rule is none of RFC 5545, or recurs more often than daily. UNTIL is a time in UTC.";
                    case NEVER -> "One of the slots has no time that is still to come.";
                    case OVERLAPPING -> "Two of its times overlap.";
                },
                Map.of("fault", fault.code()));
    }

    private static OfferTerms terms(OfferForm form, String area, Availability availability) {
        return new OfferTerms(
                form.skill(),
                form.minutes(),
                Period.of(form.per()),
                form.area() == null ? area : form.area(),
                form.maxDistance() == null ? Reach.ANYWHERE : Reach.of(form.maxDistance()),
                Languages.of(form.languages()),
                new Window(form.from(), form.until()),
                availability,
                Languages.of(form.shows()));
    }

    private static Answer refusal(OfferRefusal refusal) {
        return switch (refusal) {
            case ALREADY_MADE ->
                Answer.problem(ProblemType.ID_IN_USE, "An offer of this id was made before; choose another id.");
            case NOT_MADE -> Answer.notFound();
            case WINDOW_DISORDERED ->
                Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The offer has to end after it begins.");
            case WINDOW_OVER, LAPSE_DISORDERED ->
                Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The offer would be over already.");
            case AVAILABILITY_IMPOSSIBLE -> impossible(Availability.Fault.NEVER);
            case ALREADY_WITHDRAWN -> Answer.problem(ProblemType.ALREADY_WITHDRAWN, "The offer was withdrawn before.");
        };
    }

    /** What became of an offer's planning. */
    public sealed interface Plan {

        /**
         * It can be written.
         *
         * @param offer the row
         * @param events the events
         */
        record Ready(StoredOffer offer, List<Recorded> events) implements Plan {}

        /**
         * It cannot be made.
         *
         * @param answer the problem
         */
        record Refused(Answer answer) implements Plan {}
    }
}
