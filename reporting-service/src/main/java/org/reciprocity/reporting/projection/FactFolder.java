package org.reciprocity.reporting.projection;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.reporting.event.Event;

/** Folds the events that are no exchanges. */
final class FactFolder {
    /** Of an offer that stands until it is said to have lapsed. */
    private static final long ENDLESS = Long.MAX_VALUE;

    private final LogProjection projection;

    FactFolder(LogProjection projection) {
        this.projection = projection;
    }

    void fold(LogReader.Single single) {
        var key = single.key();
        var community = single.community();
        long at = Math.floorDiv(single.timestamp(), 1000L);
        int bucket = Buckets.of(at);
        var facts = projection.facts;
        switch (single.event()) {
            case Event.AgencyRegistered e -> facts.put(Fact.AGENCY, key, e.code(), e.name());
            case Event.CommunityFounded e -> {
                facts.put(Fact.COMMUNITY, key, e.code(), e.name(), e.timeZone(), e.leadAgency());
                facts.put(Fact.ADMISSION, key, e.leadAgency());
            }
            case Event.AgencyAdmitted e -> facts.put(Fact.ADMISSION, key, e.agency());
            case Event.ProgrammeOpened e ->
                facts.put(Fact.PROGRAMME, key, community, e.agency(), e.code(), e.name(), e.design(), e.delivery());
            case Event.ParticipantRegistered e ->
                facts.put(Fact.PARTICIPANT, key, community, e.agency(), e.kind(), e.size());
            case Event.ParticipantDescribed e ->
                facts.put(Fact.PARTICIPANT, key, community, e.agency(), e.kind(), e.size());
            case Event.ParticipantsLinked e -> facts.put(Fact.LINK, e.participant(), e.sameAs(), community, true);
            case Event.ParticipantsUnlinked e -> facts.put(Fact.LINK, e.participant(), e.sameAs(), community, false);
            case Event.ParticipantEnrolled e ->
                facts.put(
                        Fact.ENROLMENT,
                        key,
                        community,
                        e.programme(),
                        e.participant(),
                        e.role(),
                        e.arm(),
                        e.from(),
                        e.to().orElse(null));
            case Event.EnrolmentEnded e ->
                facts.put(Fact.ENROLMENT, key, community, null, null, null, null, null, e.to());
            case Event.AccountOpened e -> facts.put(Fact.ACCOUNT, key, community, e.kind(), e.owner());
            case Event.MeasureScored e ->
                facts.put(
                        Fact.SCORE,
                        e.measure(),
                        community,
                        key,
                        e.participant().orElse(null),
                        e.groupSize().orElse(null),
                        e.instrument(),
                        e.wave(),
                        e.arm(),
                        e.score().toPlainString(),
                        e.measuredOn());
            case Event.ServiceUseRecorded e ->
                facts.put(
                        Fact.SERVICE_USE,
                        e.serviceUse(),
                        community,
                        key,
                        e.participant().orElse(null),
                        e.groupSize().orElse(null),
                        e.type(),
                        e.arm(),
                        bucket,
                        e.before().count(),
                        e.before().days(),
                        e.after().count(),
                        e.after().days());
            case Event.ExchangeDisputed e -> count(community, bucket, "exchange-disputed", e.reason(), 0);
            case Event.ExchangeResolved e -> count(community, bucket, "exchange-resolved", e.outcome(), 0);
            case Event.OfferMade e -> {
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
            case Event.OfferWithdrawn e -> {
                count(community, bucket, "offer-withdrawn", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, null, at);
            }
            case Event.OfferRenewed e -> {
                count(community, bucket, "offer-renewed", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, ENDLESS, null);
            }
            case Event.OfferLapsed e -> {
                count(community, bucket, "offer-lapsed", e.skill(), 0);
                facts.put(Fact.OFFER, key, community, null, null, null, null, at, null);
            }
            case Event.RequestMade e -> {
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
            case Event.RequestRenewed e ->
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
            case Event.RequestWithdrawn e -> {
                count(community, bucket, "request-withdrawn", e.skill(), 0);
                facts.put(Fact.REQUEST, key, community, null, null, null, null, null, null, at);
            }
            case Event.RoundRun e -> count(community, bucket, "round-run", e.model(), 0);
            case Event.MatchProposed e -> {
                count(community, bucket, "match-proposed", e.skill(), e.minutes());
                facts.put(Fact.PROPOSAL, e.match(), community, key, e.offer(), at, null, null);
            }
            case Event.MatchArranged e -> {
                count(community, bucket, "match-proposed", e.skill(), e.minutes());
                count(community, bucket, "match-arranged", e.skill(), e.minutes());
                facts.put(Fact.PROPOSAL, e.match(), community, key, e.offer(), at, null, null);
            }
            case Event.MatchAccepted e -> {
                count(community, bucket, "match-accepted", e.side(), 0);
                if (e.agreed()) {
                    count(community, bucket, "match-agreed", "", 0);
                    facts.put(Fact.PROPOSAL, e.match(), community, key, null, null, at, null);
                }
            }
            case Event.MatchDeclined e -> {
                count(community, bucket, "match-declined", e.reason(), 0);
                facts.put(Fact.PROPOSAL, e.match(), community, key, null, null, null, at);
            }
            case Event.MatchFulfilled e -> {
                count(community, bucket, "match-fulfilled", "", e.minutes());
                facts.put(Fact.FULFILMENT, e.match(), e.exchange(), community, key, e.minutes(), at, null);
            }
            case Event.MatchUnfulfilled e -> {
                count(community, bucket, "match-unfulfilled", "", 0);
                facts.put(Fact.FULFILMENT, e.match(), e.exchange(), community, key, null, null, at);
            }
        }
    }

    private void count(UUID community, int bucket, String event, String detail, long minutes) {
        var match = projection.match.sums;
        match.key[0] = ident(community);
        match.key[1] = bucket;
        match.key[2] = projection.terms.of(event);
        match.key[3] = projection.terms.of(detail);
        int entry = match.entry();
        match.add(entry, 0, 1);
        match.add(entry, 1, minutes);
    }

    private int ident(UUID id) {
        return projection.idents.of(id.getMostSignificantBits(), id.getLeastSignificantBits()) + 1;
    }
}
