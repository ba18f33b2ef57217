package org.reciprocity.matching.candidate;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Query;

/** {@code /candidates}. */
@Path("/candidates")
@Tag(name = "Worklist", description = "What a broker has to do, and whom they could ask")
@RolesAllowed({"broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class CandidateResource {
    private final CandidateService candidates;
    private final Reading reading;
    private final Callers callers;

    CandidateResource(CandidateService candidates, Reading reading, Callers callers) {
        this.candidates = candidates;
        this.reading = reading;
        this.callers = callers;
    }

    /** Who could help, and why not the others. */
    @GET
    @Operation(
            operationId = "listCandidates",
            summary = "Who could help with a request, and why not this person",
            description =
                    "For brokers. Offers of participants whom the agency sees; with participantId, of that one alone."
                            + " Answers 503 while the ledger's feed is late.")
    @APIResponse(
            responseCode = "200",
            description = "Those that fit first",
            content = @Content(schema = @Schema(implementation = CandidatesView.class)))
    public Uni<Response> list(
            @Parameter(description = "The request") @QueryParam("requestId") String request,
            @Parameter(description = "One participant; all when left out") @QueryParam("participantId")
                    String participant) {
        var caller = callers.ofAgency();
        return candidates
                .of(
                        reading.sql(),
                        caller,
                        Query.id("requestId", request),
                        Query.optionalId("participantId", participant))
                .map(Answer::toResponse);
    }
}
