package org.reciprocity.ledger.liability;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Liability over HTTP. */
@Path("/communities/{id}/liability")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Liability", description = "What partners are owed for the credit they took")
public class LiabilityResource {
    private final LiabilityService service;
    private final Requests requests;
    private final Incoming incoming;

    LiabilityResource(LiabilityService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What partners are owed. */
    @Schema(name = "Liability")
    public record LiabilityView(
            UUID communityId,
            @Schema(description = "Of when it is") Instant at,
            long totalMinutes,
            List<Owed> items) {}

    /** What one partner is owed: the balance of its redemption account. */
    @Schema(name = "Owed")
    public record Owed(UUID agencyId, UUID accountId, long owedMinutes, AgeView age) {}

    /** What is owed by how many days ago the credit was taken, where the community is. What ended was the oldest. */
    @Schema(name = "LiabilityAge")
    public record AgeView(
            long days0To30Minutes, long days31To90Minutes, long days91To365Minutes, long daysOver365Minutes) {

        static AgeView of(LiabilityDecider.Age age) {
            return new AgeView(age.to30(), age.to90(), age.to365(), age.older());
        }
    }

    @GET
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
    @Operation(
            summary = "Show what partners are owed",
            description = "To the lead of all, to a partner of itself. With at: as it was, by when things occurred.")
    @APIResponseSchema(LiabilityView.class)
    public Uni<Response> show(@PathParam("id") String id, @QueryParam("at") String at) {
        var community = Ids.path(id, "community");
        var time = Parameters.time(at, "at");
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(
                read -> service.show(read.sql(), caller, community, time).map(Answer::response));
    }
}
