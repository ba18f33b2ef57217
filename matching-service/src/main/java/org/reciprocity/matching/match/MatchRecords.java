package org.reciprocity.matching.match;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;
import org.reciprocity.matching.score.Score;

/** A match's events as they are written to the log, under the request's key; see the contracts of {@code match-*.v1}. */
final class MatchRecords {

    private MatchRecords() {}

    static Recorded of(MatchEvent event, UUID match, UUID request, long version, UUID community, Instant at) {
        return switch (event) {
            case MatchEvent.Proposed proposed -> {
                var terms = proposed.terms();
                yield recorded(
                        "match-proposed.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchProposed(
                                match,
                                terms.round(),
                                terms.offer(),
                                terms.giver(),
                                terms.receiver(),
                                terms.skill(),
                                terms.minutes(),
                                Parts.of(terms.score())));
            }
            case MatchEvent.Arranged arranged ->
                recorded(
                        "match-arranged.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchArranged(
                                match,
                                arranged.terms().offer(),
                                arranged.terms().giver(),
                                arranged.terms().receiver(),
                                arranged.terms().skill(),
                                arranged.terms().minutes(),
                                arranged.instead()));
            case MatchEvent.Accepted accepted ->
                recorded(
                        "match-accepted.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchAccepted(match, accepted.side().code(), accepted.agreed()));
            case MatchEvent.Declined declined ->
                recorded(
                        "match-declined.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchDeclined(
                                match, declined.side().code(), declined.reason().code()));
            case MatchEvent.Fulfilled fulfilled ->
                recorded(
                        "match-fulfilled.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchFulfilled(match, fulfilled.exchange(), fulfilled.minutes(), fulfilled.programme()));
            case MatchEvent.Unfulfilled unfulfilled ->
                recorded(
                        "match-unfulfilled.v1",
                        match,
                        request,
                        version,
                        community,
                        at,
                        new MatchUnfulfilled(match, unfulfilled.exchange()));
        };
    }

    private static Recorded recorded(
            String type, UUID match, UUID request, long version, UUID community, Instant at, Record body) {
        return new Recorded(type, request, match, version, community, at, Json.write(body));
    }

    @JsonPropertyOrder({"match", "round", "offer", "giver", "receiver", "skill", "minutes", "score"})
    private record MatchProposed(
            UUID match, UUID round, UUID offer, UUID giver, UUID receiver, String skill, long minutes, Parts score) {}

    @JsonPropertyOrder({
        "skill",
        "distance",
        "chanceToGive",
        "newTie",
        "isolation",
        "nearCeiling",
        "overlap",
        "continuity"
    })
    private record Parts(
            int skill,
            int distance,
            int chanceToGive,
            int newTie,
            int isolation,
            int nearCeiling,
            int overlap,
            int continuity) {
        static Parts of(Score score) {
            return new Parts(
                    score.skill(),
                    score.distance(),
                    score.chanceToGive(),
                    score.newTie(),
                    score.isolation(),
                    score.nearCeiling(),
                    score.overlap(),
                    score.continuity());
        }
    }

    @JsonPropertyOrder({"match", "offer", "giver", "receiver", "skill", "minutes", "instead"})
    private record MatchArranged(
            UUID match, UUID offer, UUID giver, UUID receiver, String skill, long minutes, UUID instead) {}

    @JsonPropertyOrder({"match", "side", "agreed"})
    private record MatchAccepted(UUID match, String side, boolean agreed) {}

    @JsonPropertyOrder({"match", "side", "reason"})
    private record MatchDeclined(UUID match, String side, String reason) {}

    @JsonPropertyOrder({"match", "exchange", "minutes", "programme"})
    private record MatchFulfilled(UUID match, UUID exchange, long minutes, UUID programme) {}

    @JsonPropertyOrder({"match", "exchange"})
    private record MatchUnfulfilled(UUID match, UUID exchange) {}
}
