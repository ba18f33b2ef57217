package org.reciprocity.ledger.ticket;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Tickets over HTTP. */
@Path("/tickets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Tickets", description = "What a participant shows at a partner's door, once")
public class TicketResource {
    private final TicketService service;
    private final Requests requests;
    private final Incoming incoming;

    TicketResource(TicketService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What somebody shows at the door. */
    @Schema(name = "TicketCheck", examples = "{\"code\":\"7KQ2M-XV9T4\"}")
    public record Check(
            @Schema(description = "In either case, with hyphens and spaces or without")
            @NotNull
            @Pattern(
                    regexp = "[0-9A-Za-z](?:[0-9A-Za-z -]{8,14})[0-9A-Za-z]",
                    message = "ten letters and digits, with hyphens and spaces or without")
            String code) {}

    /** Whom to let in: as many as there are units, to what was offered. Nothing tells who they are. */
    @Schema(name = "TicketAdmission")
    public record Admission(
            UUID ticketId,
            UUID offerId,
            String offerCode,
            List<String> restrictions,
            int units,
            int minutes,
            Instant validUntil,
            Instant checkedAt) {}

    /** A ticket as it is shown to the agency of whoever paid. */
    @Schema(name = "Ticket")
    public record TicketView(
            UUID id,
            UUID offerId,
            UUID exchangeId,

            @Schema(description = "What to show at the door")
            String code,

            int units,
            int minutes,

            @Schema(enumeration = {"issued", "used", "voided"})
            String state,

            @Schema(description = "From then on it admits nobody; absent for never")
            Instant validUntil,

            Instant usedAt,
            long version) {}

    @POST
    @Path("check")
    @Operation(
            summary = "Check a ticket, once",
            description =
                    "By the partner that gives the offer. The first check is answered with what the ticket is for,"
                            + " every other with 409 and when the first was. A code of another partner is as unknown as one that"
                            + " nobody has.")
    @APIResponseSchema(Admission.class)
    public Uni<Response> check(@NotNull @Valid Check body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        var code = TicketCode.typed(body.code()).orElseThrow(() -> Problem.of(
                        ProblemType.TICKET_MISTYPED, "Its last letter does not fit the others: look again.")
                .exception());
        return requests.command(call, write -> service.check(write.sql(), call.caller(), code));
    }
}
