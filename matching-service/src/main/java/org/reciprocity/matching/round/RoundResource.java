package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Commands;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.http.Query;
import org.reciprocity.matching.http.RequestHead;

/** {@code /rounds}. */
@Path("/rounds")
@Tag(name = "Rounds", description = "Matching all that is open in a community at once")
@RolesAllowed({"broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class RoundResource {
    private static final Set<String> STATES = Set.of("waiting", "running", "done", "cancelled", "failed");

    private final RoundService rounds;
    private final RoundWorker worker;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    RoundResource(
            RoundService rounds, RoundWorker worker, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.rounds = rounds;
        this.worker = worker;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Asks for a round. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "runRound",
            summary = "Run a round, which proposes matches",
            description =
                    "Answers 202 at once; the round runs as a job, and GET of its Location shows how far it has come"
                            + " and what it proposed. Model round serves the most minutes, balanced-round lets everybody"
                            + " give as many minutes as they receive, circles closes circles of two to four participants."
                            + " One round of a community at a time. Answers 503 while the ledger's feed is late.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RoundForm.class),
                            examples = @ExampleObject(name = "default", value = """
                                {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                 "model": "round", "preset": "core-economy"}\
                                """)))
    @APIResponse(
            responseCode = "202",
            description = "Asked for",
            content = @Content(schema = @Schema(implementation = RoundView.class)))
    public Uni<Response> run(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var asked = rounds.asked(forms.read(body, RoundForm.class));
        return commands.run(new RequestHead(caller, uri.getPath(), key, body), work -> rounds.ask(work, caller, asked))
                .invoke(worker::wake);
    }

    /** Shows a round. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getRound", summary = "A round, how far it has come, and its proposals as they are now")
    @APIResponse(
            responseCode = "200",
            description = "The round",
            content = @Content(schema = @Schema(implementation = RoundView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return RoundReading.one(reading.sql(), caller.agency(), Ids.inPath(id))
                .map(found -> Answer.shown(found, RoundView::version).toResponse());
    }

    /** Lists rounds. */
    @GET
    @Operation(
            operationId = "listRounds",
            summary = "A community's rounds, newest first, without their proposals",
            description = "Link rel=next leads to the next page.")
    @APIResponse(responseCode = "200", description = "A page: {\"items\": [...]}")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("state") String state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var community = Query.id("communityId", communityId);
        var only = Query.optionalWord("state", state, STATES);
        var paging = Paging.of(cursor, limit);
        return RoundReading.page(reading.sql(), caller.agency(), community, only, paging)
                .map(found -> paging.answer(found, RoundView::askedAt, RoundView::id, uri));
    }

    /** Cancels a round. */
    @POST
    @Path("/{id}/cancellation")
    @Operation(
            operationId = "cancelRound",
            summary = "Cancel a round that waits or runs",
            description = "Once this is answered the round proposes nothing.")
    @APIResponse(
            responseCode = "201",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = RoundView.class)))
    public Uni<Response> cancel(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("If-Match") String ifMatch,
            @HeaderParam("Idempotency-Key") String key,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var round = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        forms.empty(body);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> rounds.cancel(work, caller, round, version));
    }
}
