package org.reciprocity.matching.request;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** A request's events as they are written to the log; see the contracts of {@code request-*.v1}. */
final class RequestRecords {

    private RequestRecords() {}

    static Recorded of(RequestEvent event, UUID request, long version, UUID community, Instant at) {
        return switch (event) {
            case RequestEvent.Made made ->
                new Recorded(
                        "request-made.v1",
                        request,
                        request,
                        version,
                        community,
                        at,
                        Json.write(new RequestMade(
                                made.participant(),
                                made.terms().skill(),
                                made.terms().minutes(),
                                made.terms().area(),
                                Languages.list(made.terms().languages()),
                                made.terms().window().from(),
                                made.terms().window().until(),
                                made.terms().failureElsewhere(),
                                made.couldGive().code())));
            case RequestEvent.Withdrawn withdrawn ->
                new Recorded(
                        "request-withdrawn.v1",
                        request,
                        request,
                        version,
                        community,
                        at,
                        Json.write(new RequestWithdrawn(withdrawn.participant(), withdrawn.skill())));
        };
    }

    @JsonPropertyOrder({
        "participant",
        "skill",
        "minutes",
        "area",
        "languages",
        "from",
        "until",
        "failureElsewhere",
        "couldGive"
    })
    private record RequestMade(
            UUID participant,
            String skill,
            long minutes,
            String area,
            List<String> languages,
            Instant from,
            Instant until,
            boolean failureElsewhere,
            String couldGive) {}

    @JsonPropertyOrder({"participant", "skill"})
    private record RequestWithdrawn(UUID participant, String skill) {}
}
