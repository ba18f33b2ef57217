package org.reciprocity.matching.request;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
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
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.registry.Visibility.KnownParticipant;
import org.reciprocity.matching.request.RequestTerms.Helper;
import org.reciprocity.matching.request.RequestTerms.Repeats;

/** Makes requests, each with its answer to "what could you give?", renews them, lets them lapse and takes them back. */
@ApplicationScoped
public class RequestService {
    private static final String USUAL_ROLE = "volunteer";

    private final OfferService offers;
    private final MatchService matches;

    RequestService(OfferService offers, MatchService matches) {
        this.offers = offers;
        this.matches = matches;
    }

    /** {@code POST /requests}: the request and the offer in it are made together or not at all. */
    Uni<Answer> make(Work work, Caller caller, RequestForm form) {
        var unknown = offers.unknownSkill(form.skill());
        return Visibility.participant(work.sql(), caller, form.communityId(), form.participantId())
                .flatMap(participant -> {
                    if (participant.isEmpty()) {
                        return Uni.createFrom().item(Answer.notFound());
                    }
                    if (unknown.isPresent()) {
                        return Uni.createFrom().item(unknown.get());
                    }
                    return work.time().flatMap(now -> make(work, caller, form, participant.get(), now));
                });
    }

    private Uni<Answer> make(Work work, Caller caller, RequestForm form, KnownParticipant participant, Instant now) {
        var id = form.id() == null ? EventIds.next() : form.id();
        var terms = terms(form, participant);
        var fault = fault(form, terms, participant, now);
        return work.session().find(StoredRequest.class, id).flatMap(found -> {
            var request = found == null ? new Request.Unmade() : found.state();
            var command = new RequestCommand.Make(form.participantId(), terms, couldGive(form), fault, now);
            return switch (RequestDecider.decide(command, request)) {
                case Decision.Rejected<RequestEvent, RequestRefusal> rejected ->
                    Uni.createFrom()
                            .item(
                                    fault != null && rejected.refusal() == RequestRefusal.AVAILABILITY_IMPOSSIBLE
                                            ? OfferService.impossible(fault)
                                            : refusal(rejected.refusal()));
                case Decision.Accepted<RequestEvent, RequestRefusal> accepted -> {
                    var event = accepted.events().getFirst();
                    var made = (Request.Open) RequestDecider.evolve(request, event);
                    var row = StoredRequest.made(id, form.communityId(), caller.agency(), now, made);
                    var recorded = RequestRecords.of(event, id, made.version(), form.communityId(), now);
                    if (made.couldGive() == CouldGive.NOT_YET) {
                        work.record(List.of(recorded));
                        yield work.session().persist(row).map(_ -> created(row, null));
                    }
                    var offer = form.couldGive().offer().of(form.communityId(), form.participantId());
                    yield offers.plan(work, caller, offer, participant, id, now).flatMap(plan -> switch (plan) {
                        case OfferService.Plan.Refused refused ->
                            Uni.createFrom().item(refused.answer());
                        case OfferService.Plan.Ready ready -> {
                            work.record(List.of(recorded));
                            yield work.session()
                                    .persist(row)
                                    .flatMap(_ -> offers.write(work, ready))
                                    .map(view -> created(row, view.id()));
                        }
                    });
                }
            };
        });
    }

    private static Answer created(StoredRequest row, UUID offer) {
        var view = row.view(row.minutes(), offer);
        return Answer.created("/requests/" + view.id(), view.version(), view);
    }

    /** {@code POST /requests/{id}/renewal}: it is still needed, until another time. */
    Uni<Answer> renew(Work work, Caller caller, UUID id, Instant until, IfMatch ifMatch) {
        return locked(work, caller, id, row -> work.time()
                .flatMap(now -> apply(work, caller, row, new RequestCommand.Renew(until, now), ifMatch, now)));
    }

    /** {@code POST /requests/{id}/withdrawal}: what is proposed for it is declined for it, what is agreed stays. */
    Uni<Answer> withdraw(Work work, Caller caller, UUID id, IfMatch ifMatch) {
        return locked(work, caller, id, row -> work.time().flatMap(now -> apply(
                        work, caller, row, new RequestCommand.Withdraw(), ifMatch, now)
                .flatMap(answer -> answer.isProblem()
                        ? Uni.createFrom().item(answer)
                        : matches.requestWithdrawn(work, row.id(), now).flatMap(_ -> shown(work, caller, row)))));
    }

    /** Lets requests lapse whose time is over, and says how many. */
    public Uni<Integer> lapse(Work work) {
        return work.sql()
                .select("""
                        select id from request where not withdrawn and not lapsed and until_time <= now()
                        order by id limit 100 for update skip locked
                        """)
                .flatMap(locked -> work.sql().select("""
                        select r.id, r.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                                                  where m.request = r.id and m.state in ('agreed', 'fulfilled'))
                        from request r where r.id = any($1::uuid[]) order by r.id
                        """, (Object)
                        locked.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new)))
                .flatMap(rows -> work.time()
                        .flatMap(now -> each(work, rows, (row, unmet) -> {
                            carryOut(work, row, new RequestCommand.Lapse(unmet, now), now);
                            return matches.requestLapsed(work, row.id(), now);
                        })));
    }

    /** Makes the next of requests that repeat, once the one before has begun, and says how many. */
    public Uni<Integer> repeat(Work work) {
        return work.sql().select("""
                        select r.id, zone_of(r.community) from request r
                             join participant p on p.id = r.participant and not p.erased
                        where r.repeats is not null and not r.repeat_made and not r.withdrawn and r.from_time <= now()
                        order by r.id limit 100 for update of r skip locked
                        """).flatMap(rows -> work.time().flatMap(now -> Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> work.session()
                        .find(StoredRequest.class, (UUID) row[0])
                        .call(found -> repeat(work, found, ZoneId.of((String) row[1]), now)))
                .collect()
                .asList()
                .map(List::size)));
    }

    private static Uni<Void> repeat(Work work, StoredRequest row, ZoneId zone, Instant now) {
        row.repeatMade();
        var terms = row.terms();
        var after = terms.window().from();
        // Those that were missed while nobody looked are passed over: their time is over.
        var length = Duration.between(after, terms.window().until());
        var open = now.minus(length);
        var next = Recurrences.next(
                terms.repeats().first(), terms.repeats().rule(), zone, open.isAfter(after) ? open : after);
        if (next.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var id = EventIds.next();
        var command = new RequestCommand.Make(
                row.participant(),
                terms.at(new Window(next.get(), next.get().plus(length)), row.repeatRoot()),
                CouldGive.NOT_YET,
                null,
                now);
        if (RequestDecider.decide(command, new Request.Unmade())
                instanceof Decision.Accepted<RequestEvent, RequestRefusal> accepted) {
            var event = accepted.events().getFirst();
            var made = (Request.Open) RequestDecider.evolve(new Request.Unmade(), event);
            work.record(List.of(RequestRecords.of(event, id, made.version(), row.community(), now)));
            return work.session().persist(StoredRequest.made(id, row.community(), row.agency(), now, made));
        }
        return Uni.createFrom().voidItem();
    }

    /**
     * Takes back what participants ask for who take part no more, in the transaction that learns of it.
     *
     * @param forget whether nothing is to be kept by which they could be known
     */
    public Uni<Void> left(Work work, Collection<UUID> participants, boolean forget, Instant now) {
        return work.sql()
                .select("select id, 0::bigint from request where participant = any($1) order by id for update", (Object)
                        participants.toArray(UUID[]::new))
                .flatMap(rows -> each(work, rows, (row, _) -> {
                    carryOut(work, row, new RequestCommand.Withdraw(), now);
                    if (forget) {
                        row.forget();
                    }
                    return matches.requestWithdrawn(work, row.id(), now);
                }))
                .replaceWithVoid();
    }

    private static Uni<Integer> each(Work work, List<Object[]> rows, Change change) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> work.session()
                        .find(StoredRequest.class, (UUID) row[0], LockMode.PESSIMISTIC_WRITE)
                        .call(found -> change.apply(found, (Long) row[1])))
                .collect()
                .asList()
                .map(List::size);
    }

    private Uni<Answer> locked(Work work, Caller caller, UUID id, Function<StoredRequest, Uni<Answer>> action) {
        return work.session()
                .find(StoredRequest.class, id, LockMode.PESSIMISTIC_WRITE)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(Answer.notFound())
                        : Visibility.sees(work.sql(), caller, found.community(), found.participant(), found.agency())
                                .flatMap(seen -> seen
                                        ? action.apply(found)
                                        : Uni.createFrom().item(Answer.notFound())));
    }

    private static Uni<Answer> apply(
            Work work, Caller caller, StoredRequest row, RequestCommand command, IfMatch ifMatch, Instant now) {
        var outdated = ifMatch.refusal(row.version());
        if (outdated.isPresent()) {
            return Uni.createFrom().item(outdated.get());
        }
        return switch (RequestDecider.decide(command, row.state())) {
            case Decision.Rejected<RequestEvent, RequestRefusal> rejected ->
                Uni.createFrom().item(refusal(rejected.refusal()));
            case Decision.Accepted<RequestEvent, RequestRefusal> accepted -> {
                write(work, row, accepted.events(), now);
                yield work.session().flush().flatMap(_ -> shown(work, caller, row));
            }
        };
    }

    /** A refusal changes nothing. */
    private static void carryOut(Work work, StoredRequest row, RequestCommand command, Instant now) {
        if (RequestDecider.decide(command, row.state())
                instanceof Decision.Accepted<RequestEvent, RequestRefusal> accepted) {
            write(work, row, accepted.events(), now);
        }
    }

    private static void write(Work work, StoredRequest row, List<RequestEvent> events, Instant now) {
        var request = row.state();
        for (var event : events) {
            request = RequestDecider.evolve(request, event);
            work.record(List.of(RequestRecords.of(event, row.id(), request.version(), row.community(), now)));
        }
        row.become(request);
    }

    /** A system that recorded it, or a broker who sees the participant, sees what became of it. */
    private static Uni<Answer> shown(Work work, Caller caller, StoredRequest row) {
        return RequestReading.one(work.sql(), caller, row.id())
                .map(found -> found.isEmpty()
                        ? created(row, null)
                        : Answer.created(
                                "/requests/" + row.id(), found.getFirst().version(), found.getFirst()));
    }

    private static CouldGive couldGive(RequestForm form) {
        if (!form.saysWhatTheyCouldGive()) {
            return null;
        }
        return form.couldGive().offer() == null ? CouldGive.NOT_YET : CouldGive.OFFER;
    }

    private static RequestTerms terms(RequestForm form, KnownParticipant participant) {
        if ("high".equals(form.risk()) && form.setting() == null) {
            throw Forms.invalid("setting", "must be given where the risk is high");
        }
        return new RequestTerms(
                form.skill(),
                Boolean.TRUE.equals(form.acceptsGroup()),
                form.minutes(),
                form.area() == null ? participant.area() : form.area(),
                form.maxDistance() == null ? Reach.ANYWHERE : Reach.of(form.maxDistance()),
                Languages.of(form.languages()),
                new Window(form.from(), form.until()),
                AvailabilityForm.of(form.availability(), participant.zone()),
                new Helper(
                        form.role() == null && form.setting() != null ? USUAL_ROLE : form.role(),
                        form.setting(),
                        form.risk()),
                Boolean.TRUE.equals(form.sameHelper()),
                Boolean.TRUE.equals(form.failureElsewhere()),
                Languages.of(form.shows()),
                form.repeats() == null ? null : new Repeats(form.repeats(), form.from(), null));
    }

    /** Of its availability, or of the rule by which it repeats: each has to have a next, after the one before is over. */
    private static Availability.Fault fault(
            RequestForm form, RequestTerms terms, KnownParticipant participant, Instant now) {
        var fault = OfferService.fault(terms.availability(), now);
        if (fault != null || form.repeats() == null || !terms.window().isOrdered()) {
            return fault;
        }
        return Recurrences.faultOfRepeats(form.repeats(), terms.window(), participant.zone())
                .orElse(null);
    }

    private static Answer refusal(RequestRefusal refusal) {
        return switch (refusal) {
            case ALREADY_MADE ->
                Answer.problem(ProblemType.ID_IN_USE, "A request of this id was made before; choose another id.");
            case NOT_MADE -> Answer.notFound();
            case NOT_ASKED_WHAT_THEY_COULD_GIVE ->
                Answer.problem(
                        ProblemType.WHAT_COULD_THEY_GIVE,
                        "Ask them, and send couldGive: either {\"offer\": {...}} or {\"notYet\": true}.");
            case WINDOW_DISORDERED ->
                Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The request has to end after it begins.");
            case WINDOW_OVER -> Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The request would be over already.");
            case AVAILABILITY_IMPOSSIBLE -> OfferService.impossible(Availability.Fault.NEVER);
            case ALREADY_WITHDRAWN ->
                Answer.problem(ProblemType.ALREADY_WITHDRAWN, "The request was withdrawn before.");
        };
    }

    private interface Change {
        Uni<Void> apply(StoredRequest row, long unmet);
    }
}
