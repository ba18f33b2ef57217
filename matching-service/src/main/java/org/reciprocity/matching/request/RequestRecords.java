package org.reciprocity.matching.request;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** A request's events as they are written to the log; see the contracts of {@code request-*.v1}. */
final class RequestRecords {

    private RequestRecords() {}

    static Recorded of(RequestEvent event, UUID request, long version, UUID community, Instant at) {
        return switch (event) {
            case RequestEvent.Made made ->
                recorded("request-made.v1", request, version, community, at, RequestMade.of(made));
            case RequestEvent.Renewed renewed ->
                recorded(
                        "request-renewed.v1",
                        request,
                        version,
                        community,
                        at,
                        new RequestRenewed(renewed.participant(), renewed.skill(), renewed.until()));
            case RequestEvent.Lapsed lapsed ->
                recorded(
                        "request-lapsed.v1",
                        request,
                        version,
                        community,
                        at,
                        new RequestLapsed(lapsed.participant(), lapsed.skill(), lapsed.unmetMinutes()));
            case RequestEvent.Withdrawn withdrawn ->
                recorded(
                        "request-withdrawn.v1",
                        request,
                        version,
                        community,
                        at,
                        new RequestWithdrawn(withdrawn.participant(), withdrawn.skill()));
        };
    }

    private static Recorded recorded(String type, UUID request, long version, UUID community, Instant at, Record body) {
        return new Recorded(type, request, request, version, community, at, Json.write(body));
    }

    @JsonPropertyOrder({
        "participant",
        "skill",
        "minutes",
        "area",
        "languages",
        "reach",
        "from",
        "until",
        "availability",
        "role",
        "setting",
        "risk",
        "sameHelper",
        "failureElsewhere",
        "couldGive",
        "repeats",
        "repeatOf"
    })
    private record RequestMade(
            UUID participant,
            String skill,
            long minutes,
            String area,
            List<String> languages,
            String reach,
            Instant from,
            Instant until,
            AvailabilityForm availability,
            String role,
            String setting,
            String risk,
            Boolean sameHelper,
            boolean failureElsewhere,
            String couldGive,
            String repeats,
            UUID repeatOf) {

        static RequestMade of(RequestEvent.Made made) {
            var terms = made.terms();
            return new RequestMade(
                    made.participant(),
                    terms.skill(),
                    terms.minutes(),
                    terms.area(),
                    Languages.list(terms.languages()),
                    terms.reach() == Reach.ANYWHERE ? null : terms.reach().code(),
                    terms.window().from(),
                    terms.window().until(),
                    AvailabilityForm.from(terms.availability()),
                    terms.helper().role(),
                    terms.helper().setting(),
                    terms.helper().risk(),
                    terms.sameHelper() ? true : null,
                    terms.failureElsewhere(),
                    made.couldGive().code(),
                    terms.repeats() == null ? null : terms.repeats().rule(),
                    terms.repeats() == null ? null : terms.repeats().of());
        }
    }

    @JsonPropertyOrder({"participant", "skill", "until"})
    private record RequestRenewed(UUID participant, String skill, Instant until) {}

    @JsonPropertyOrder({"participant", "skill", "unmetMinutes"})
    private record RequestLapsed(UUID participant, String skill, long unmetMinutes) {}

    @JsonPropertyOrder({"participant", "skill"})
    private record RequestWithdrawn(UUID participant, String skill) {}
}
