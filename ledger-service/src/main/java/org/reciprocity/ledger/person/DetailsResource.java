package org.reciprocity.ledger.person;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.security.Roles;

/** Personal details over HTTP. What goes in is answered with its version alone. */
@Path("/participants/{id}/details")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Persons", description = "Personal details, the record of all that is held, and erasure")
public class DetailsResource {
    private final DetailsService service;
    private final Incoming incoming;

    DetailsResource(DetailsService service, Incoming incoming) {
        this.service = service;
        this.incoming = incoming;
    }

    /** Personal details as they are shown. */
    @Schema(name = "PersonalDetailsShown")
    public record DetailsView(
            UUID participantId,

            @Schema(description = "What is known; absent when nothing has been put yet")
            Details details,

            @Schema(description = "The agency that put them last")
            UUID agencyId,

            Instant recordedAt,

            @Schema(description = "Which writing of them this is; 0 when nothing has been put yet")
            long version) {}

    @GET
    @Operation(
            summary = "Show a person's details",
            description = "For agencies that see the participant. While nothing has been put, the version is 0.")
    @APIResponseSchema(DetailsView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        var caller = incoming.caller();
        return service.find(caller, participant)
                .map(found -> uncached(Answer.ok(found.version(), found).response()));
    }

    @PUT
    @Operation(
            summary = "Put a person's details",
            description =
                    "Replaces what was there as a whole. By the agency that registered the participant, or the lead."
                            + " If-Match takes the ETag you read, \"0\" for the first time. The answer does not repeat the"
                            + " details, and no Idempotency-Key is needed.")
    @APIResponseSchema(DetailsView.class)
    public Uni<Response> put(@PathParam("id") String id, @NotNull @Valid Details body) {
        var participant = Ids.path(id, "participant");
        return service.put(withoutKey(), participant, body);
    }

    @POST
    @Path("key")
    @Operation(
            summary = "Give a person another key",
            description = "Encrypts the details anew under a new key, and destroys the one before. By a steward of the"
                    + " agency that registered the participant, or of the lead.")
    @RolesAllowed(Roles.STEWARD)
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(DetailsView.class)
    public Uni<Response> renew(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        return service.renew(incoming.call(""), participant);
    }

    /** Nothing of this request is kept: not its answer, and not its fingerprint, which would confirm a guess. */
    private Call withoutKey() {
        var call = incoming.call("");
        return new Call(call.caller(), call.target(), null, call.ifMatch(), "");
    }

    private static Response uncached(Response response) {
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
