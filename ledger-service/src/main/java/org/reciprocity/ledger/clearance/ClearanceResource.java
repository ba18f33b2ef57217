package org.reciprocity.ledger.clearance;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.OwnReferences;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;
import org.reciprocity.ledger.standing.Standing;

/** Clearances over HTTP, for brokers and stewards only. */
@Path("/clearances")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Clearances", description = "Whether a participant may act in a role in a setting, and until when")
public class ClearanceResource {
    private static final String OUTCOMES = "pending|cleared|cleared-with-conditions|not-cleared";
    private static final String OUTCOMES_ARE = "pending, cleared, cleared-with-conditions or not-cleared";

    private final ClearanceService service;
    private final Requests requests;
    private final Incoming incoming;

    ClearanceResource(ClearanceService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A clearance to record. There is no place for an offence, a reason or a condition: the reviewer keeps those. */
    @Schema(
            name = "NewClearance",
            examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"role\":\"volunteer\","
                    + "\"setting\":\"school\",\"outcome\":\"cleared\",\"decidedOn\":\"2026-04-01\","
                    + "\"expiresOn\":\"2029-03-31\"}")
    public record NewClearance(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID participantId,

            @Schema(description = "For which role, as a code", examples = "volunteer")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String role,

            @Schema(description = "In which setting, as a code", examples = "school")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String setting,

            @Schema(enumeration = {"pending", "cleared", "cleared-with-conditions", "not-cleared"})
            @NotNull
            @Pattern(regexp = OUTCOMES, message = OUTCOMES_ARE)
            String outcome,

            @Schema(description = "The agency that reviews; yours when left out")
            UUID reviewerAgencyId,

            @Schema(description = "When it was decided; always, unless it is pending")
            LocalDate decidedOn,

            @Schema(description = "The last day on which it holds; none when left out")
            LocalDate expiresOn,

            @Schema(description = "Your own reference, unique among your clearances for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** What came of a review. */
    @Schema(
            name = "ClearanceDecision",
            examples = "{\"outcome\":\"cleared\",\"decidedOn\":\"2026-04-01\",\"expiresOn\":\"2029-03-31\"}")
    public record Decision(
            @Schema(enumeration = {"pending", "cleared", "cleared-with-conditions", "not-cleared"})
            @NotNull
            @Pattern(regexp = OUTCOMES, message = OUTCOMES_ARE)
            String outcome,

            @Schema(description = "When it was decided; always, unless it is pending")
            LocalDate decidedOn,

            @Schema(description = "The last day on which it holds; none when left out")
            LocalDate expiresOn) {}

    /** Why a clearance is withdrawn. */
    @Schema(name = "ClearanceWithdrawal", examples = "{\"reason\":\"no-longer-needed\"}")
    public record Withdrawal(
            @Schema(enumeration = {"recorded-twice", "wrong-participant", "no-longer-needed", "other"})
            @NotNull
            @Pattern(
                    regexp = "recorded-twice|wrong-participant|no-longer-needed|other",
                    message = "recorded-twice, wrong-participant, no-longer-needed or other")
            String reason) {}

    /** A clearance. */
    @Schema(name = "Clearance")
    public record ClearanceView(
            UUID id,
            UUID communityId,
            UUID participantId,
            String role,
            String setting,

            @Schema(enumeration = {"pending", "cleared", "cleared-with-conditions", "not-cleared"})
            String outcome,

            @Schema(enumeration = {"current", "expired", "withdrawn"})
            String state,

            UUID reviewerAgencyId,
            LocalDate decidedOn,
            LocalDate expiresOn,

            @Schema(description = "The agency that recorded it")
            UUID agencyId,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Record a clearance",
            description = "Of a participant you may see. Its outcome, never its reason. Role broker or steward.")
    @APIResponseSchema(value = ClearanceView.class, responseCode = "201")
    public Uni<Response> record(@NotNull @Valid NewClearance body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.record(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a clearance",
            description = "For the agencies that may see the participant. Role broker or steward.")
    @APIResponseSchema(ClearanceView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var clearance = Ids.path(id, "clearance");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, clearance)
                .map(view -> Answer.ok(view.version(), view).response()));
    }

    @GET
    @Operation(
            summary = "List the clearances of participants you may see",
            description = "Newest first; Link leads to the next page. Role broker or steward.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("participantId") String participantId,
            @QueryParam("setting") String setting,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "In force on this day or a later one") @QueryParam("from") String from,
            @Parameter(description = "In force on this day or an earlier one") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = service.filter(
                communityId,
                new Standing.Whose(participantId, externalRef),
                setting,
                state,
                new Standing.Period(from, to),
                cursor,
                limit);
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.list(read.sql(), caller, filter));
    }

    @POST
    @Path("{id}/decision")
    @Operation(
            summary = "Record what came of a review",
            description = "In place of what it said before. By the agency that recorded it, the reviewer, or the lead."
                    + " Role broker or steward.")
    @APIResponseSchema(value = ClearanceView.class, responseCode = "201")
    public Uni<Response> decide(@PathParam("id") String id, @NotNull @Valid Decision body) {
        var clearance = Ids.path(id, "clearance");
        var call = incoming.call(body);
        return requests.command(call, write -> service.decide(write.sql(), call, clearance, body));
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(
            summary = "Withdraw a clearance",
            description = "By the agency that recorded it, the reviewer, or the lead. Role broker or steward.")
    @APIResponseSchema(value = ClearanceView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid Withdrawal body) {
        var clearance = Ids.path(id, "clearance");
        var call = incoming.call(body);
        return requests.command(call, write -> service.withdraw(write.sql(), call, clearance, body));
    }
}
