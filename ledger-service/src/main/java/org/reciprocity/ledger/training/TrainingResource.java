package org.reciprocity.ledger.training;

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

/** Training over HTTP. */
@Path("/training")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Training", description = "Courses that participants have completed")
public class TrainingResource {
    private final TrainingService service;
    private final Requests requests;
    private final Incoming incoming;

    TrainingResource(TrainingService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A completed course to record. */
    @Schema(
            name = "NewTraining",
            examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"course\":\"safeguarding-1\","
                    + "\"completedOn\":\"2026-04-01\",\"expiresOn\":\"2029-03-31\"}")
    public record NewTraining(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID participantId,

            @Schema(description = "Which course, as a code", examples = "safeguarding-1")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String course,

            @Schema(description = "On which day; not in the future") @NotNull
            LocalDate completedOn,

            @Schema(description = "The last day on which it holds; none when left out")
            LocalDate expiresOn,

            @Schema(description = "Your own reference, unique among your training for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** Why a completed course does not count. */
    @Schema(name = "TrainingWithdrawal", examples = "{\"reason\":\"recorded-twice\"}")
    public record Withdrawal(
            @Schema(enumeration = {"recorded-twice", "wrong-participant", "did-not-happen", "other"})
            @NotNull
            @Pattern(
                    regexp = "recorded-twice|wrong-participant|did-not-happen|other",
                    message = "recorded-twice, wrong-participant, did-not-happen or other")
            String reason) {}

    /** A completed course. */
    @Schema(name = "Training")
    public record TrainingView(
            UUID id,
            UUID communityId,
            UUID participantId,
            String course,

            @Schema(enumeration = {"current", "expired", "withdrawn"})
            String state,

            LocalDate completedOn,
            LocalDate expiresOn,

            @Schema(description = "The agency that recorded it")
            UUID agencyId,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(summary = "Record a completed course", description = "Of a participant you may see.")
    @APIResponseSchema(value = TrainingView.class, responseCode = "201")
    public Uni<Response> complete(@NotNull @Valid NewTraining body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.complete(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a completed course", description = "For all who may see the participant.")
    @APIResponseSchema(TrainingView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var training = Ids.path(id, "training");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, training)
                .map(view -> Answer.ok(view.version(), view).response()));
    }

    @GET
    @Operation(
            summary = "List the completed courses of participants you may see",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("participantId") String participantId,
            @QueryParam("course") String course,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "In force on this day or a later one") @QueryParam("from") String from,
            @Parameter(description = "In force on this day or an earlier one") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = service.filter(
                communityId,
                new Standing.Whose(participantId, externalRef),
                course,
                state,
                new Standing.Period(from, to),
                cursor,
                limit);
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.list(read.sql(), caller, filter));
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(
            summary = "Withdraw a completed course that was recorded by mistake",
            description = "By the agency that recorded it, or the lead.")
    @APIResponseSchema(value = TrainingView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid Withdrawal body) {
        var training = Ids.path(id, "training");
        var call = incoming.call(body);
        return requests.command(call, write -> service.withdraw(write.sql(), call, training, body));
    }
}
