package org.reciprocity.matching.offer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** An offer's events as they are written to the log; see the contracts of {@code offer-*.v1}. */
final class OfferRecords {

    private OfferRecords() {}

    static Recorded of(OfferEvent event, UUID offer, long version, UUID community, Instant at) {
        return switch (event) {
            case OfferEvent.Made made ->
                new Recorded(
                        "offer-made.v1",
                        offer,
                        offer,
                        version,
                        community,
                        at,
                        Json.write(new OfferMade(
                                made.participant(),
                                made.terms().skill(),
                                made.terms().minutes(),
                                made.terms().area(),
                                Languages.list(made.terms().languages()),
                                made.terms().reach().code(),
                                made.terms().window().from(),
                                made.terms().window().until(),
                                made.request())));
            case OfferEvent.Withdrawn withdrawn ->
                new Recorded(
                        "offer-withdrawn.v1",
                        offer,
                        offer,
                        version,
                        community,
                        at,
                        Json.write(new OfferWithdrawn(withdrawn.participant(), withdrawn.skill())));
        };
    }

    @JsonPropertyOrder({"participant", "skill", "minutes", "area", "languages", "reach", "from", "until", "request"})
    private record OfferMade(
            UUID participant,
            String skill,
            long minutes,
            String area,
            List<String> languages,
            String reach,
            Instant from,
            Instant until,
            UUID request) {}

    @JsonPropertyOrder({"participant", "skill"})
    private record OfferWithdrawn(UUID participant, String skill) {}
}
