package org.reciprocity.matching.operations;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.feed.FeedLag;
import org.reciprocity.matching.feed.FeedStops;
import org.reciprocity.matching.http.Answer;

/** {@code /feed}: how far the feed of the ledger has come. */
@Path("/feed")
@Tag(name = "Operations")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class FeedResource {
    private final FeedLag feed;
    private final FeedStops stops;

    FeedResource(FeedLag feed, FeedStops stops) {
        this.feed = feed;
        this.stops = stops;
    }

    /** How far it has come. */
    @GET
    @Operation(
            operationId = "getFeed",
            summary = "How far the feed of the ledger has come",
            description =
                    "lag 0 says that everything the ledger had published when the broker was asked is known here.")
    @APIResponse(
            responseCode = "200",
            description = "How far it has come",
            content = @Content(schema = @Schema(implementation = FeedView.class)))
    public Uni<Response> get() {
        return feed.read().flatMap(lag -> feed.through().map(through -> {
            var stopped = stops.all().entrySet().stream()
                    .map(stop -> new StopView(
                            stop.getKey().topic(),
                            stop.getKey().partition(),
                            stop.getValue().offset(),
                            stop.getValue().event(),
                            stop.getValue().reason()))
                    .toList();
            var known = lag.records().isPresent();
            return Answer.ok(new FeedView(
                            lag.records().orElse(null),
                            known ? lag.late().toSeconds() : null,
                            known ? lag.standingAsOf() : null,
                            through,
                            stopped))
                    .toResponse();
        }));
    }

    /**
     * How far the feed has come.
     *
     * @param lag records behind the committed end, over all partitions; left out where nobody can tell
     * @param lagSeconds for how long the oldest of them waits
     * @param standingAsOf everything that the ledger published before is known
     * @param through the next offset by topic and partition
     * @param stopped partitions that go no further
     */
    @Schema(name = "Feed")
    public record FeedView(
            Long lag,
            Long lagSeconds,
            Instant standingAsOf,
            SortedMap<String, SortedMap<String, Long>> through,
            List<StopView> stopped) {}

    /**
     * A partition that goes no further.
     *
     * @param topic its topic
     * @param partition its number
     * @param offset the offset of the record that cannot be read
     * @param event that event's id, or none
     * @param reason what cannot be read of it
     */
    @Schema(name = "FeedStop")
    public record StopView(String topic, int partition, long offset, String event, String reason) {}
}
