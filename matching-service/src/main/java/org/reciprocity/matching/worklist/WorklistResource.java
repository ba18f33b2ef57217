package org.reciprocity.matching.worklist;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedLag.Lag;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Query;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.registry.Visibility;

/** {@code /worklist}. */
@Path("/worklist")
@Tag(name = "Worklist")
@RolesAllowed({"broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class WorklistResource {
    private final FeedLag feed;
    private final Reading reading;
    private final Callers callers;

    WorklistResource(FeedLag feed, Reading reading, Callers callers) {
        this.feed = feed;
        this.reading = reading;
        this.callers = callers;
    }

    /** What there is to do. */
    @GET
    @Operation(
            operationId = "getWorklist",
            summary = "What a broker has to do in a community",
            description =
                    "New needs, proposals that wait, sessions that are due, matches that have gone quiet, clearances"
                            + " that have ended, offers that lapse; of participants whom the agency sees, at most 100 of each.")
    @APIResponse(
            responseCode = "200",
            description = "The most urgent of each first",
            content = @Content(schema = @Schema(implementation = WorklistView.class)))
    public Uni<Response> get(@QueryParam("communityId") String community) {
        var caller = callers.ofAgency();
        var id = Query.id("communityId", community);
        return Visibility.seesCommunity(reading.sql(), caller.agency(), id)
                .flatMap(seen -> seen
                        ? feed.read().flatMap(lag -> list(reading.sql(), caller.agency(), id, lag))
                        : Uni.createFrom().item(Answer.notFound()))
                .map(Answer::toResponse);
    }

    private static Uni<Answer> list(Sql sql, UUID agency, UUID community, Lag lag) {
        return Policies.of(sql, community).flatMap(policy -> WorklistReading.newNeeds(sql, agency, community)
                .flatMap(needs -> WorklistReading.waiting(sql, agency, community)
                        .flatMap(waiting -> WorklistReading.due(sql, agency, community)
                                .flatMap(due -> WorklistReading.quiet(sql, agency, community, policy)
                                        .flatMap(quiet -> WorklistReading.notCleared(sql, agency, community)
                                                .flatMap(missing -> WorklistReading.lapsing(
                                                                sql, agency, community, policy)
                                                        .map(lapsing -> Answer.ok(new WorklistView(
                                                                community,
                                                                lag.records().isPresent() ? lag.standingAsOf() : null,
                                                                needs,
                                                                waiting,
                                                                due,
                                                                quiet,
                                                                missing,
                                                                lapsing)))))))));
    }
}
