package org.reciprocity.matching.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.registry.Visibility.KnownParticipant;

/** Makes requests, each with its answer to "what could you give?", and takes them back. */
@ApplicationScoped
public class RequestService {
    private final OfferService offers;
    private final MatchService matches;

    RequestService(OfferService offers, MatchService matches) {
        this.offers = offers;
        this.matches = matches;
    }

    /** {@code POST /requests}: the request and the offer in it are made together or not at all. */
    Uni<Answer> make(Work work, Caller caller, RequestForm form) {
        var unknown = offers.unknownSkill(form.skill());
        return Visibility.participant(work.sql(), caller.agency(), form.communityId(), form.participantId())
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
        return work.session().find(StoredRequest.class, id).flatMap(found -> {
            var request = found == null ? new Request.Unmade() : found.state();
            var command = new RequestCommand.Make(
                    form.participantId(), terms(form, participant.area()), couldGive(form), now);
            return switch (RequestDecider.decide(command, request)) {
                case Decision.Rejected<RequestEvent, RequestRefusal> rejected ->
                    Uni.createFrom().item(refusal(rejected.refusal()));
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
                    yield offers.plan(work, caller, offer, participant.area(), id, now)
                            .flatMap(plan -> switch (plan) {
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

    /** {@code POST /requests/{id}/withdrawal}: what is proposed for it is declined for it, what is agreed stays. */
    Uni<Answer> withdraw(Work work, Caller caller, UUID id) {
        return work.session()
                .find(StoredRequest.class, id, LockMode.PESSIMISTIC_WRITE)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(Answer.notFound())
                        : Visibility.participant(work.sql(), caller.agency(), found.community(), found.participant())
                                .flatMap(seen -> seen.isEmpty()
                                        ? Uni.createFrom().item(Answer.notFound())
                                        : work.time().flatMap(now -> withdraw(work, caller, found, now))));
    }

    private Uni<Answer> withdraw(Work work, Caller caller, StoredRequest row, Instant now) {
        var request = row.state();
        return switch (RequestDecider.decide(new RequestCommand.Withdraw(), request)) {
            case Decision.Rejected<RequestEvent, RequestRefusal> rejected ->
                Uni.createFrom().item(refusal(rejected.refusal()));
            case Decision.Accepted<RequestEvent, RequestRefusal> accepted -> {
                for (var event : accepted.events()) {
                    request = RequestDecider.evolve(request, event);
                    work.record(List.of(RequestRecords.of(event, row.id(), request.version(), row.community(), now)));
                }
                row.become(request);
                yield matches.requestWithdrawn(work, row.id(), now)
                        .flatMap(_ -> RequestReading.one(work.sql(), caller.agency(), row.id()))
                        .map(found -> Answer.created(
                                "/requests/" + row.id(), found.getFirst().version(), found.getFirst()));
            }
        };
    }

    private static CouldGive couldGive(RequestForm form) {
        if (!form.saysWhatTheyCouldGive()) {
            return null;
        }
        return form.couldGive().offer() == null ? CouldGive.NOT_YET : CouldGive.OFFER;
    }

    private static RequestTerms terms(RequestForm form, String area) {
        return new RequestTerms(
                form.skill(),
                Boolean.TRUE.equals(form.acceptsGroup()),
                form.minutes(),
                form.area() == null ? area : form.area(),
                Languages.of(form.languages()),
                new Window(form.from(), form.until()),
                Boolean.TRUE.equals(form.failureElsewhere()));
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
            case ALREADY_WITHDRAWN ->
                Answer.problem(ProblemType.ALREADY_WITHDRAWN, "The request was withdrawn before.");
        };
    }
}
