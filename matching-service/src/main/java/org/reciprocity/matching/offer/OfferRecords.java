package org.reciprocity.matching.offer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** An offer's events as they are written to the log; see the contracts of {@code offer-*.v1}. */
final class OfferRecords {

    private OfferRecords() {}

    static Recorded of(OfferEvent event, UUID offer, long version, UUID community, Instant at) {
        return switch (event) {
            case OfferEvent.Made made ->
                recorded(
                        "offer-made.v1",
                        offer,
                        version,
                        community,
                        at,
                        new OfferMade(
                                made.participant(),
                                made.terms().skill(),
                                made.terms().minutes(),
                                made.terms().per() == null
                                        ? null
                                        : made.terms().per().code(),
                                made.terms().area(),
                                Languages.list(made.terms().languages()),
                                made.terms().reach().code(),
                                made.terms().window().from(),
                                made.terms().window().until(),
                                AvailabilityForm.from(made.terms().availability()),
                                made.lapsesAt(),
                                made.request()));
            case OfferEvent.Renewed renewed ->
                recorded(
                        "offer-renewed.v1",
                        offer,
                        version,
                        community,
                        at,
                        new OfferRenewed(renewed.participant(), renewed.skill(), renewed.lapsesAt()));
            case OfferEvent.Lapsed lapsed ->
                recorded(
                        "offer-lapsed.v1",
                        offer,
                        version,
                        community,
                        at,
                        new OfferOver(lapsed.participant(), lapsed.skill()));
            case OfferEvent.Withdrawn withdrawn ->
                recorded(
                        "offer-withdrawn.v1",
                        offer,
                        version,
                        community,
                        at,
                        new OfferOver(withdrawn.participant(), withdrawn.skill()));
        };
    }

    private static Recorded recorded(String type, UUID offer, long version, UUID community, Instant at, Record body) {
        return new Recorded(type, offer, offer, version, community, at, Json.write(body));
    }

    @JsonPropertyOrder({
        "participant",
        "skill",
        "minutes",
        "per",
        "area",
        "languages",
        "reach",
        "from",
        "until",
        "availability",
        "lapsesAt",
        "request"
    })
    private record OfferMade(
            UUID participant,
            String skill,
            long minutes,
            String per,
            String area,
            List<String> languages,
            String reach,
            Instant from,
            Instant until,
            AvailabilityForm availability,
            Instant lapsesAt,
            UUID request) {}

    @JsonPropertyOrder({"participant", "skill", "lapsesAt"})
    private record OfferRenewed(UUID participant, String skill, Instant lapsesAt) {}

    @JsonPropertyOrder({"participant", "skill"})
    private record OfferOver(UUID participant, String skill) {}
}
