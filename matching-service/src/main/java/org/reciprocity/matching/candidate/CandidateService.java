package org.reciprocity.matching.candidate;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.candidate.CandidatesView.BarrierView;
import org.reciprocity.matching.candidate.CandidatesView.CandidateView;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedLag.Lag;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.HardFilters;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.match.DeclineReason;
import org.reciprocity.matching.pool.Openings;
import org.reciprocity.matching.registry.Visibility;
import org.reciprocity.matching.request.RequestReading;

/** Tells a broker who could help with a request, and of everybody else why not. */
@ApplicationScoped
public class CandidateService {
    private static final BarrierView NO_CAPACITY =
            new BarrierView("no-capacity", "Nothing is left of the offer's capacity in this period.");
    private static final BarrierView DECLINED_BEFORE =
            new BarrierView("declined-before", "One of the two has declined this before.");
    private static final BarrierView NO_OFFER = new BarrierView("no-offer", "They have no open offer.");

    private final Openings openings;
    private final FeedLag feed;

    CandidateService(Openings openings, FeedLag feed) {
        this.openings = openings;
        this.feed = feed;
    }

    /** {@code GET /candidates}; a participant, or null for all. */
    Uni<Answer> of(Sql sql, Caller caller, UUID request, UUID participant) {
        return feed.read().flatMap(lag -> {
            var late = lag.refusal();
            return late.isPresent() ? Uni.createFrom().item(late.get()) : of(sql, caller, request, participant, lag);
        });
    }

    private Uni<Answer> of(Sql sql, Caller caller, UUID request, UUID participant, Lag lag) {
        return RequestReading.one(sql, caller, request).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Answer.notFound());
            }
            var community = found.getFirst().communityId();
            var now = Instant.now();
            return Visibility.participantsOf(sql, caller.agency(), community)
                    .flatMap(seen -> participant != null && !seen.contains(participant)
                            ? Uni.createFrom().item(Answer.notFound())
                            : openings.seenNeed(sql, request, now)
                                    .flatMap(need -> need.isEmpty()
                                            ? Uni.createFrom().item(Answer.notFound())
                                            : openings.seenGives(sql, community, now)
                                                    .flatMap(gives -> declined(sql, request)
                                                            .map(declined -> Answer.ok(new CandidatesView(
                                                                    request,
                                                                    lag.standingAsOf(),
                                                                    items(
                                                                            gives.stream()
                                                                                    .filter(
                                                                                            give -> seen.contains(
                                                                                                    give.giver()))
                                                                                    .toList(),
                                                                            need.get(),
                                                                            declined,
                                                                            participant,
                                                                            now)))))));
        });
    }

    private static Uni<Set<UUID>> declined(Sql sql, UUID request) {
        return sql.select("""
                        select distinct giver from match
                        where request = $1 and state = 'declined' and decline_reason <> all ($2)
                        """, request, DeclineReason.codesOfTheService())
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet()));
    }

    private static List<CandidateView> items(
            List<Give> gives, Need need, Set<UUID> declined, UUID participant, Instant now) {
        var items = gives.stream()
                .filter(give -> participant == null || give.giver().equals(participant))
                .map(give -> {
                    var barrier = barrier(give, need, declined, now);
                    return new CandidateView(
                            give.offer(),
                            give.giver(),
                            give.skill(),
                            Math.max(0, give.minutes()),
                            barrier.isEmpty(),
                            barrier.orElse(null));
                })
                .sorted(Comparator.comparing(CandidateView::fits).reversed())
                .toList();
        return items.isEmpty() && participant != null
                ? List.of(new CandidateView(null, participant, null, 0, false, NO_OFFER))
                : items;
    }

    private static Optional<BarrierView> barrier(Give give, Need need, Set<UUID> declined, Instant now) {
        return HardFilters.misfit(give, need, now)
                .map(misfit -> new BarrierView(misfit.code(), misfit.words()))
                .or(() -> declined.contains(give.giver())
                                || !Collections.disjoint(declined, give.ready().self())
                        ? Optional.of(DECLINED_BEFORE)
                        : Optional.empty())
                .or(() -> give.minutes() <= 0 ? Optional.of(NO_CAPACITY) : Optional.empty());
    }
}
