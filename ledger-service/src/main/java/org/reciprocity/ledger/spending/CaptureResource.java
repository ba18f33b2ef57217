package org.reciprocity.ledger.spending;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Captures over HTTP. */
@Path("/holds/{id}/capture")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Holds")
public class CaptureResource {
    private static final int LONGEST = 10_080;

    private final CaptureService service;
    private final Requests requests;
    private final Incoming incoming;

    CaptureResource(CaptureService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What of a hold is spent. */
    @Schema(name = "Capture", examples = "{\"minutes\":60,\"occurredAt\":\"2026-06-21T18:00:00Z\"}")
    public record Capture(
            @Schema(description = "Your own id for the redemption; given by the service when left out")
            UUID exchangeId,

            @Schema(
                    description =
                            "How many minutes: all that are held, or fewer; of an offer, those of whole units. The"
                                    + " rest is free again.")
            @NotNull
            @Min(1)
            @Max(LONGEST)
            Integer minutes,

            @Schema(description = "When it was taken up; now when left out, and not in the future")
            Instant occurredAt,

            @Schema(description = "Your own reference for the redemption, unique among your exchanges for ever")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    @POST
    @Operation(
            summary = "Capture a hold",
            description =
                    "By the partner it is for, the agency that placed it, or the lead. A redemption settles, which"
                            + " credits the partner; of a ticket offer a ticket is given. It is answered with the hold, which"
                            + " names the exchange.")
    @APIResponse(responseCode = "201", description = "The hold")
    public Uni<Response> capture(@PathParam("id") String id, @NotNull @Valid Capture body) {
        var hold = Ids.path(id, "hold");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.capture(write.sql(), call, hold, body));
    }
}
