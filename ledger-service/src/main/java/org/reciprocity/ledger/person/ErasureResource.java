package org.reciprocity.ledger.person;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.keys.Upkeep;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Erasure over HTTP. */
@Path("/participants/{id}/erasure")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Persons")
public class ErasureResource {
    private final ErasureService service;
    private final Requests requests;
    private final Incoming incoming;
    private final Upkeep upkeep;

    ErasureResource(ErasureService service, Requests requests, Incoming incoming, Upkeep upkeep) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
        this.upkeep = upkeep;
    }

    /** Why somebody is erased. */
    @Schema(name = "NewErasure", examples = "{\"reason\":\"requested\"}")
    public record NewErasure(
            @Schema(enumeration = {"requested", "no-longer-needed", "registered-in-error"})
            @NotNull
            @Pattern(
                    regexp = "requested|no-longer-needed|registered-in-error",
                    message = "requested, no-longer-needed or registered-in-error")
            String reason) {}

    /** An erasure. */
    @Schema(name = "Erasure")
    public record ErasureView(
            UUID participantId,

            UUID communityId,

            @Schema(description = "The agency that erased") UUID agencyId,

            @Schema(
                    description = "restored: it was read from Kafka after a restore",
                    enumeration = {"requested", "no-longer-needed", "registered-in-error", "restored"})
            String reason,

            Instant erasedAt,

            @Schema(description = "When the key was destroyed; absent until it has been")
            Instant keyDestroyedAt) {}

    @POST
    @Operation(
            summary = "Erase a person",
            description =
                    "By a steward of the agency that registered the participant, or of the lead. Settles the account"
                            + " and closes it, gives up exchanges that wait, deletes personal details and references, and destroys"
                            + " the key. It cannot be undone. Done again it answers as the first time.")
    @APIResponseSchema(value = ErasureView.class, responseCode = "201")
    public Uni<Response> erase(@PathParam("id") String id, @NotNull @Valid NewErasure body) {
        var participant = Ids.path(id, "participant");
        var call = incoming.call(body);
        return requests.command(call, write -> service.erase(write.sql(), call, participant, body.reason()))
                .invoke(upkeep::wake);
    }

    @GET
    @Operation(
            summary = "Show an erasure",
            description = "For a steward of the agency that registered the participant, or of the lead.")
    @APIResponseSchema(ErasureView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, participant)
                .map(found -> Answer.ok(null, found).response()));
    }
}
