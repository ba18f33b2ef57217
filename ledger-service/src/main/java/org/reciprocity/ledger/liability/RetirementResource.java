package org.reciprocity.ledger.liability;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
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
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Retirements over HTTP: what is owed to partners ends. */
@Path("/communities/{id}/retirements")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Liability")
public class RetirementResource {
    private final LiabilityService service;
    private final Requests requests;
    private final Incoming incoming;

    RetirementResource(LiabilityService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What is owed no more. */
    @Schema(
            name = "NewRetirement",
            examples = "{\"agencyId\":\"0198f000-0000-7000-8000-000000000002\",\"minutes\":600,"
                    + "\"manner\":\"reimbursed\",\"externalRef\":\"INV-2026-07\"}")
    public record NewRetirement(
            @Schema(description = "Your own id for the exchange; given by the service when left out")
            UUID id,

            @Schema(description = "The partner") @NotNull UUID agencyId,

            @Schema(
                    description =
                            "How many; not more than is owed, and what goes beyond the maximum by another retirement")
            @NotNull
            @Min(1)
            @Max(Bookings.MOST_MINUTES)
            Long minutes,

            @Schema(
                    description = "reimbursed: the partner was paid for them. waived: it gives them up.",
                    enumeration = {"reimbursed", "waived"})
            @NotNull
            @Pattern(regexp = "reimbursed|waived", message = "reimbursed or waived")
            String manner,

            @Schema(description = "Your own reference, unique among your exchanges for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** What is owed no more, and what still is. */
    @Schema(name = "Retirement")
    public record RetirementView(
            @Schema(description = "Of the exchange") UUID id,
            UUID communityId,
            UUID agencyId,
            long minutes,
            String manner,
            @Schema(description = "What is still owed") long owedMinutes,
            Instant recordedAt) {}

    @POST
    @Operation(
            summary = "Take what a partner is owed out of being",
            description =
                    "By a broker or steward of the lead, when the partner was reimbursed or waives it. An exchange"
                            + " of kind retirement settles: the oldest ends first.")
    @APIResponseSchema(value = RetirementView.class, responseCode = "201")
    public Uni<Response> retire(@PathParam("id") String id, @NotNull @Valid NewRetirement body) {
        var community = Ids.path(id, "community");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.retire(write.sql(), call.caller(), community, body));
    }
}
