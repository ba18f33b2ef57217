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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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
import org.reciprocity.matching.http.RequestHead;

/** {@code /rounds}. */
@Path("/rounds")
@Tag(name = "Rounds", description = "Matching all that is open in a community at once")
@RolesAllowed({"broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class RoundResource {
    private final RoundService rounds;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    RoundResource(RoundService rounds, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.rounds = rounds;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Runs a round. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "runRound",
            summary = "Run a round and propose its matches",
            description =
                    "Of all ways to serve the most minutes, one with the highest score. One round of a community at a"
                            + " time. Answers 503 while the ledger's feed is late.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RoundForm.class),
                            examples = @ExampleObject(name = "default", value = """
                                    {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                     "model": "round", "preset": "core-economy"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Run",
            content = @Content(schema = @Schema(implementation = RoundView.class)))
    public Uni<Response> run(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var wish = rounds.wish(forms.read(body, RoundForm.class));
        return commands.run(new RequestHead(caller, uri.getPath(), key, body), work -> rounds.run(work, caller, wish));
    }

    /** Shows a round. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getRound", summary = "A round and its proposals as they are now")
    @APIResponse(
            responseCode = "200",
            description = "The round",
            content = @Content(schema = @Schema(implementation = RoundView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return RoundReading.one(reading.sql(), caller.agency(), Ids.inPath(id))
                .map(found -> found.isEmpty()
                        ? Answer.notFound().toResponse()
                        : Answer.ok(found.getFirst().version(), found.getFirst())
                                .toResponse());
    }
}
