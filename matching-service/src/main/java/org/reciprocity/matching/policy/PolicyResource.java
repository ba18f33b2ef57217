package org.reciprocity.matching.policy;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.IfMatch;

/** {@code /communities/{id}/matching-policy}. */
@Path("/communities/{id}/matching-policy")
@Tag(name = "Policy", description = "What a community's stewards decided about its matching")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {
    private final PolicyService policies;
    private final Transactions transactions;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    PolicyResource(PolicyService policies, Transactions transactions, Reading reading, Callers callers, Forms forms) {
        this.policies = policies;
        this.transactions = transactions;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Shows it. */
    @GET
    @RolesAllowed({"agency", "broker", "steward"})
    @Operation(
            operationId = "getMatchingPolicy",
            summary = "A community's policy of matching; defaults where none was set")
    @APIResponse(
            responseCode = "200",
            description = "The policy",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return policies.show(reading.sql(), caller, Ids.inPath(id)).map(Answer::toResponse);
    }

    /** Sets it. */
    @PUT
    @RolesAllowed("steward")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setMatchingPolicy",
            summary = "Set a community's policy of matching",
            description =
                    "Role steward, of the lead agency. What is left out has its default. If-Match takes the ETag that"
                            + " you read, \"0\" for the first time; no Idempotency-Key is needed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyForm.class),
                            examples = @ExampleObject(name = "a school takes part", value = """
                                    {"preset": "core-economy", "consentPurpose": "matching", "offerDays": 180,
                                     "clearances": [{"role": "volunteer", "setting": "school"}],
                                     "presets": [{"code": "winter", "skill": 20, "overlap": 10, "distance": 60,
                                                  "chanceToGive": 20, "nearCeiling": 5, "newTie": 10, "isolation": 20,
                                                  "continuity": 40}],
                                     "neighbours": [{"area": "riverside", "nextTo": "grangetown"}]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Set",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Uni<Response> set(@PathParam("id") String id, byte[] body, @HeaderParam("If-Match") String ifMatch) {
        var caller = callers.ofAgency();
        var community = Ids.inPath(id);
        var version = IfMatch.required(ifMatch);
        var form = forms.read(body, PolicyForm.class);
        return transactions
                .run(work -> policies.set(work, caller, community, form, version))
                .map(Answer::toResponse);
    }
}
