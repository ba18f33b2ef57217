package org.reciprocity.matching.offer;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.decision.Decision;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.log.MatchesLog.Recorded;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.skill.SkillList;

/** Makes offers and takes them back. */
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
                        work.sql(), caller.agency(), form.communityId(), form.participantId())
                .flatMap(participant -> participant.isEmpty()
                        ? Uni.createFrom().item(Answer.notFound())
                        : plan(work, caller, form, participant.get().area(), null, now)
                                .flatMap(plan -> switch (plan) {
                                    case Plan.Refused refused ->
                                        Uni.createFrom().item(refused.answer());
                                    case Plan.Ready ready ->
                                        write(work, ready)
                                                .map(view ->
                                                        Answer.created("/offers/" + view.id(), view.version(), view));
                                })));
    }

    /**
     * Decides on an offer and writes nothing yet, so that it can be made together with something else or not at all.
     *
     * @param caller for whom
     * @param form what
     * @param area where the participant is, when the form does not say; null where that is not known
     * @param request the request whose "what could you give?" it answers, or null
     * @param now the time of the command
     */
    public Uni<Plan> plan(Work work, Caller caller, OfferForm form, String area, UUID request, Instant now) {
        var unknown = unknownSkill(form.skill());
        if (unknown.isPresent()) {
            return Uni.createFrom().item(new Plan.Refused(unknown.get()));
        }
        var id = form.id() == null ? EventIds.next() : form.id();
        return work.session().find(StoredOffer.class, id).map(found -> {
            var offer = found == null ? new Offer.Unmade() : found.state();
            return switch (OfferDecider.decide(
                    new OfferCommand.Make(form.participantId(), terms(form, area), request, now), offer)) {
                case Decision.Rejected<OfferEvent, OfferRefusal> rejected ->
                    new Plan.Refused(refusal(rejected.refusal()));
                case Decision.Accepted<OfferEvent, OfferRefusal> accepted -> {
                    var made = (Offer.Open)
                            OfferDecider.evolve(offer, accepted.events().getFirst());
                    yield new Plan.Ready(
                            StoredOffer.made(id, form.communityId(), caller.agency(), request, now, made),
                            List.of(OfferRecords.of(
                                    accepted.events().getFirst(), id, made.version(), form.communityId(), now)));
                }
            };
        });
    }

    /** Writes what was planned. */
    public Uni<OfferView> write(Work work, Plan.Ready plan) {
        work.record(plan.events());
        return work.session().persist(plan.offer()).map(_ -> plan.offer()
                .view(plan.offer().minutes()));
    }

    /** {@code POST /offers/{id}/withdrawal}: what is proposed of it is declined for it, what is agreed stays. */
    Uni<Answer> withdraw(Work work, Caller caller, UUID id) {
        return work.session()
                .find(StoredOffer.class, id, LockMode.PESSIMISTIC_WRITE)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(Answer.notFound())
                        : Visibility.participant(work.sql(), caller.agency(), found.community(), found.participant())
                                .flatMap(seen -> seen.isEmpty()
                                        ? Uni.createFrom().item(Answer.notFound())
                                        : work.time().flatMap(now -> withdraw(work, found, now))));
    }

    private Uni<Answer> withdraw(Work work, StoredOffer row, Instant now) {
        var offer = row.state();
        return switch (OfferDecider.decide(new OfferCommand.Withdraw(), offer)) {
            case Decision.Rejected<OfferEvent, OfferRefusal> rejected ->
                Uni.createFrom().item(refusal(rejected.refusal()));
            case Decision.Accepted<OfferEvent, OfferRefusal> accepted -> {
                for (var event : accepted.events()) {
                    offer = OfferDecider.evolve(offer, event);
                    work.record(List.of(OfferRecords.of(event, row.id(), offer.version(), row.community(), now)));
                }
                row.become(offer);
                yield matches.offerWithdrawn(work, row.id(), now)
                        .flatMap(_ -> OfferReading.remaining(work.sql(), row.id()))
                        .map(remaining -> Answer.created("/offers/" + row.id(), row.version(), row.view(remaining)));
            }
        };
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

    private static OfferTerms terms(OfferForm form, String area) {
        return new OfferTerms(
                form.skill(),
                form.minutes(),
                form.area() == null ? area : form.area(),
                form.maxDistance() == null ? Reach.ANYWHERE : Reach.of(form.maxDistance()),
                Languages.of(form.languages()),
                new Window(form.from(), form.until()));
    }

    private static Answer refusal(OfferRefusal refusal) {
        return switch (refusal) {
            case ALREADY_MADE ->
                Answer.problem(ProblemType.ID_IN_USE, "An offer of this id was made before; choose another id.");
            case NOT_MADE -> Answer.notFound();
            case WINDOW_DISORDERED ->
                Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The offer has to end after it begins.");
            case WINDOW_OVER -> Answer.problem(ProblemType.IMPOSSIBLE_WINDOW, "The offer would be over already.");
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
