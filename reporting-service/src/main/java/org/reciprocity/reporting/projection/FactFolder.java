package org.reciprocity.reporting.projection;

import java.util.UUID;
import org.reciprocity.reporting.event.Event;

/** Folds the events that are no exchanges. */
final class FactFolder {
    private final LogProjection projection;

    FactFolder(LogProjection projection) {
        this.projection = projection;
    }

    void fold(LogReader.Single single) {
        var key = single.key();
        var community = single.community();
        int bucket = Buckets.of(Math.floorDiv(single.timestamp(), 1000L));
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
            case Event.OfferMade e -> count(community, bucket, "offer-made", e.skill(), e.minutes());
            case Event.OfferWithdrawn e -> count(community, bucket, "offer-withdrawn", e.skill(), 0);
            case Event.RequestMade e -> {
                count(community, bucket, "request-made", e.skill(), e.minutes());
                request(community, key, 1, bucket, 0);
                count(community, bucket, "could-give", e.couldGive(), 0);
                if (e.failureElsewhere()) {
                    count(community, bucket, "failure-elsewhere", e.skill(), e.minutes());
                }
            }
            case Event.RequestWithdrawn e -> count(community, bucket, "request-withdrawn", e.skill(), 0);
            case Event.RoundRun e -> count(community, bucket, "round-run", e.model(), 0);
            case Event.MatchProposed e -> count(community, bucket, "match-proposed", e.skill(), e.minutes());
            case Event.MatchAccepted e -> {
                count(community, bucket, "match-accepted", e.side(), 0);
                if (e.agreed()) {
                    count(community, bucket, "match-agreed", "", 0);
                }
            }
            case Event.MatchDeclined e -> count(community, bucket, "match-declined", e.reason(), 0);
            case Event.MatchFulfilled e -> {
                count(community, bucket, "match-fulfilled", "", e.minutes());
                request(community, key, 0, 0, 1);
            }
            case Event.MatchUnfulfilled _ -> {
                count(community, bucket, "match-unfulfilled", "", 0);
                request(community, key, 0, 0, -1);
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

    private void request(UUID community, UUID id, long made, long bucket, long fulfilled) {
        var request = projection.request.sums;
        request.key[0] = ident(community);
        request.key[1] = ident(id);
        int entry = request.entry();
        request.add(entry, 0, made);
        request.add(entry, 1, bucket);
        request.add(entry, 2, fulfilled);
    }

    private int ident(UUID id) {
        return projection.idents.of(id.getMostSignificantBits(), id.getLeastSignificantBits()) + 1;
    }
}
