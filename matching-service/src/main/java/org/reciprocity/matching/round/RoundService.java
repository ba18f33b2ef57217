package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedLag.Lag;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.model.RoundModel;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.policy.MatchingPolicy;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.score.WeightSet;

/** Takes what is asked of rounds: to run one, and to cancel one. {@link RoundWorker} carries them out. */
@ApplicationScoped
public class RoundService {
    private final RoundSettings settings;
    private final FeedLag feed;

    RoundService(RoundSettings settings, FeedLag feed) {
        this.settings = settings;
        this.feed = feed;
    }

    /** What a form asks for, as far as it says; a model that there is not is answered 422. */
    Asked asked(RoundForm form) {
        return new Asked(
                form.id() == null ? EventIds.next() : form.id(),
                form.communityId(),
                Optional.ofNullable(form.model()).map(RoundService::model),
                Optional.ofNullable(form.preset()));
    }

    private static RoundModel model(String code) {
        return RoundModels.of(code).orElseThrow(() -> Forms.invalid("model", "must be one of " + RoundModels.codes()));
    }

    /** {@code POST /rounds}: refused now rather than found to have failed later, where that can be told now. */
    Uni<Answer> ask(Work work, Caller caller, Asked asked) {
        return Visibility.seesCommunity(work.sql(), caller.agency(), asked.community())
                .flatMap(seen -> seen
                        ? Contexts.onThisContext(feed.read())
                                .flatMap(lag -> isLate(lag)
                                        ? answer(late(lag))
                                        : Policies.of(work.sql(), asked.community())
                                                .flatMap(policy -> askInTime(work, caller, asked.by(policy))))
                        : answer(Answer.notFound()));
    }

    private Uni<Answer> askInTime(Work work, Caller caller, Wish wish) {
        return RoundJobs.isKnown(work.sql(), wish.id())
                .flatMap(known -> known
                        ? answer(Answer.problem(
                                ProblemType.ID_IN_USE, "A round of this id was run before; choose another id."))
                        : RoundJobs.ask(work.sql(), wish, caller.agency(), false)
                                .flatMap(asked -> asked
                                        ? RoundReading.one(work.sql(), caller.agency(), wish.id())
                                                .map(found -> Answer.accepted(
                                                        "/rounds/" + wish.id(),
                                                        found.getFirst().version(),
                                                        found.getFirst()))
                                        : answer(Answer.problem(
                                                ProblemType.ROUND_RUNNING,
                                                "Ask again when it has ended; GET /rounds"
                                                        + " shows how far it has come."))));
    }

    /** {@code POST /rounds/{id}/cancellation}. Once it is answered, the round proposes nothing. */
    Uni<Answer> cancel(Work work, Caller caller, UUID id, IfMatch ifMatch) {
        return RoundReading.one(work.sql(), caller.agency(), id).flatMap(found -> {
            if (found.isEmpty()) {
                return answer(Answer.notFound());
            }
            var outdated = ifMatch.refusal(found.getFirst().version());
            if (outdated.isPresent()) {
                return answer(outdated.get());
            }
            return RoundJobs.cancel(work.sql(), id).flatMap(cancelled -> RoundReading.one(
                            work.sql(), caller.agency(), id)
                    .map(after -> cancelled
                            ? Answer.created("/rounds/" + id, after.getFirst().version(), after.getFirst())
                            : Answer.problem(
                                    ProblemType.ROUND_ENDED,
                                    "It has ended; what it proposed can be declined.",
                                    Map.of("state", after.getFirst().state()))));
        });
    }

    /** Whether what is known of the ledger is too old to propose by, or nobody can tell. */
    boolean isLate(Lag lag) {
        return lag.records().isEmpty() || lag.late().compareTo(settings.feedMayBeLate()) > 0;
    }

    private static Answer late(Lag lag) {
        var members = new LinkedHashMap<String, Object>();
        lag.records().ifPresent(records -> {
            members.put("lag", records);
            members.put("lagSeconds", lag.late().toSeconds());
            members.put("standingAsOf", lag.standingAsOf());
        });
        return Answer.problem(
                ProblemType.FEED_LATE,
                lag.records().isPresent()
                        ? "What is known of the ledger is too old to propose by; it catches up by itself."
                        : "How far the ledger's feed is behind cannot be told now; try again soon.",
                members);
    }

    private static Uni<Answer> answer(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    /**
     * What is asked for.
     *
     * @param id the round's id
     * @param community the community
     * @param model how it decides
     * @param preset the weights, as they were when it was asked for
     */
    record Wish(UUID id, UUID community, RoundModel model, WeightSet preset) {}

    /**
     * What is asked for, as far as it is said.
     *
     * @param id the round's id
     * @param community the community
     * @param model how it decides, unless as the community's policy says
     * @param preset the name of the weights, unless as the community's policy says
     */
    record Asked(UUID id, UUID community, Optional<RoundModel> model, Optional<String> preset) {

        /** As the policy has it; weights that there are not are answered 422. */
        Wish by(MatchingPolicy policy) {
            return new Wish(
                    id,
                    community,
                    model.or(() -> Optional.ofNullable(policy.model()).map(RoundService::model))
                            .orElse(RoundModels.ALL.getFirst()),
                    preset.map(code -> policy.weights(code)
                                    .orElseThrow(
                                            () -> Forms.invalid("preset", "must be one of " + policy.weightCodes())))
                            .orElse(policy.preset()));
        }
    }
}
