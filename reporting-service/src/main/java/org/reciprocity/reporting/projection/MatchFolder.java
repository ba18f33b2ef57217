package org.reciprocity.reporting.projection;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.reporting.event.MatchEvent;

/** Folds what the matching service tells. */
final class MatchFolder {
    /** Of an offer that stands until it is said to have lapsed. */
    private static final long ENDLESS = Long.MAX_VALUE;

    private final LogProjection projection;

    MatchFolder(LogProjection projection) {
        this.projection = projection;
    }

    void fold(MatchEvent event, UUID key, UUID community, long at) {
        int bucket = Buckets.of(at);
        var facts = projection.facts;
        switch (event) {
            case MatchEvent.OfferMade e -> {
                count(community, bucket, "offer-made", e.skill(), e.minutes());
                facts.put(
                        Fact.OFFER,
                        key,
                        community,
                        e.participant(),
                        e.skill(),
                        e.minutes(),
                        at,
                        e.until().map(Instant::getEpochSecond).orElse(null),
                        null);
            }
            case MatchEvent.OfferWithdrawn e -> {
                count(community, bucket, "offer-withdrawn", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, null, at);
            }
            case MatchEvent.OfferRenewed e -> {
                count(community, bucket, "offer-renewed", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, ENDLESS, null);
            }
            case MatchEvent.OfferLapsed e -> {
                count(community, bucket, "offer-lapsed", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, at, null);
            }
            case MatchEvent.RequestMade e -> {
                count(community, bucket, "request-made", e.skill(), e.minutes());
                count(community, bucket, "could-give", e.couldGive(), 0);
                if (e.failureElsewhere()) {
                    count(community, bucket, "failure-elsewhere", e.skill(), e.minutes());
                }
                facts.put(
                        Fact.REQUEST,
                        key,
                        community,
                        e.participant(),
                        e.skill(),
                        e.minutes(),
                        at,
                        e.from().getEpochSecond(),
                        e.until().getEpochSecond(),
                        null);
            }
            case MatchEvent.RequestRenewed e ->
                facts.put(
                        Fact.REQUEST,
                        key,
                        community,
                        null,
                        null,
                        null,
                        null,
                        null,
                        e.until().getEpochSecond(),
                        null);
            case MatchEvent.RequestWithdrawn e -> {
                count(community, bucket, "request-withdrawn", e.skill(), 0);
                facts.put(Fact.REQUEST, key, community, null, null, null, null, null, null, at);
            }
            case MatchEvent.RoundRun e -> count(community, bucket, "round-run", e.model(), 0);
            case MatchEvent.MatchProposed e -> {
                count(community, bucket, "match-proposed", e.skill(), e.minutes());
                facts.put(Fact.PROPOSAL, e.match(), community, key, e.offer(), at, null, null);
            }
            case MatchEvent.MatchArranged e -> {
                count(community, bucket, "match-proposed", e.skill(), e.minutes());
                count(community, bucket, "match-arranged", e.skill(), e.minutes());
                facts.put(Fact.PROPOSAL, e.match(), community, key, e.offer(), at, null, null);
            }
            case MatchEvent.MatchAccepted e -> {
                count(community, bucket, "match-accepted", e.side(), 0);
                if (e.agreed()) {
                    count(community, bucket, "match-agreed", "", 0);
                    facts.put(Fact.PROPOSAL, e.match(), community, key, null, null, at, null);
                }
            }
            case MatchEvent.MatchDeclined e -> {
                count(community, bucket, "match-declined", e.reason(), 0);
                facts.put(Fact.PROPOSAL, e.match(), community, key, null, null, null, at);
            }
            case MatchEvent.MatchFulfilled e -> {
                count(community, bucket, "match-fulfilled", "", e.minutes());
                facts.put(
                        Fact.FULFILMENT, e.match(), e.exchange(), community, key, e.programme(), e.minutes(), at, null);
            }
            case MatchEvent.MatchUnfulfilled e -> {
                count(community, bucket, "match-unfulfilled", "", 0);
                facts.put(Fact.FULFILMENT, e.match(), e.exchange(), community, key, null, null, null, at);
            }
        }
    }

    private void count(UUID community, int bucket, String event, String detail, long minutes) {
        projection.count(community, bucket, event, detail, minutes);
    }
}
