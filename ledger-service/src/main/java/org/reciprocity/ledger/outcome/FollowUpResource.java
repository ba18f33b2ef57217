package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.util.List;
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
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Follow-ups over HTTP. */
@Path("/follow-ups")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Outcomes")
public class FollowUpResource {
    private final FollowUpService service;
    private final OutcomeList lists;
    private final Requests requests;
    private final Incoming incoming;

    FollowUpResource(FollowUpService service, OutcomeList lists, Requests requests, Incoming incoming) {
        this.service = service;
        this.lists = lists;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A follow-up to record. */
    @Schema(
            name = "NewFollowUp",
            examples = "{\"caseId\":\"0198f000-0000-7000-8000-000000000060\",\"arm\":\"participants\","
                    + "\"windowMonths\":12,\"event\":\"re-offended\",\"outcome\":\"no\",\"observedOn\":\"2026-04-10\"}")
    public record NewFollowUp(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @Schema(description = "The programme; a case says it itself")
            UUID programmeId,

            @Schema(description = "Which case is followed up; or else participantId or group")
            UUID caseId,

            @Schema(description = "Who is followed up; or else caseId or group")
            UUID participantId,

            @Schema(description = "How many people it came about for; or else caseId or participantId") @Valid
            GroupBody group,

            @Schema(enumeration = {"participants", "comparison"})
            @NotNull
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @Schema(description = "Within how many months", examples = "12") @NotNull @Min(1) @Max(600)
            Integer windowMonths,

            @Schema(
                    description = "What may have come about, as a code; never an offence or a diagnosis",
                    examples = "re-offended")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String event,

            @Schema(
                    description = "Whether it came about; lost where nobody could be asked. Not of a group",
                    enumeration = {"yes", "no", "lost"})
            @Pattern(regexp = "yes|no|lost", message = "yes, no or lost")
            String outcome,

            @Schema(description = "The day where the community is; not in the future") @NotNull
            LocalDate observedOn,

            @Schema(description = "Your own reference, unique among your follow-ups for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** A group that is followed up. */
    @Schema(name = "FollowUpGroup", examples = "{\"yes\":34,\"no\":66,\"lost\":12}")
    public record GroupBody(
            @Schema(description = "For how many it came about") @NotNull @Min(0) @Max(1_000_000)
            Integer yes,

            @Schema(description = "For how many it did not") @NotNull @Min(0) @Max(1_000_000)
            Integer no,

            @Schema(description = "How many could not be asked") @NotNull @Min(0) @Max(1_000_000)
            Integer lost) {

        OutcomeFact.Numbers numbers() {
            return new OutcomeFact.Numbers(yes, no, lost);
        }
    }

    /** A follow-up. */
    @Schema(name = "FollowUp")
    public record FollowUpView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            UUID caseId,

            @Schema(description = "Who is followed up, by a case too; absent for a group")
            UUID participantId,

            GroupBody group,
            String arm,
            int windowMonths,
            String event,

            @Schema(enumeration = {"yes", "no", "lost"}) String outcome,

            LocalDate observedOn,

            @Schema(enumeration = {"recorded", "withdrawn"}) String state,

            @Schema(
                    description = "Why it does not count any more",
                    enumeration = {"entered-in-error", "consent-withdrawn", "duplicate"})
            String withdrawnFor,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Record whether an event came about within some months",
            description =
                    "Of a case or a participant you may see; or of a group, by the programme's agency or the lead. Of"
                            + " those who could not be found again the outcome is lost: leave nobody out.")
    @APIResponseSchema(value = FollowUpView.class, responseCode = "201")
    public Uni<Response> record(@NotNull @Valid NewFollowUp body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.record(write, call.caller(), body));
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            summary = "Withdraw a follow-up",
            description =
                    "By the agency that recorded it, or the lead. It does not count any more, and another may take its"
                            + " place.")
    @APIResponseSchema(value = FollowUpView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid NewWithdrawal body) {
        var followUp = Ids.path(id, "follow-up");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.withdraw(write, call, followUp, body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a follow-up")
    @APIResponseSchema(FollowUpView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var followUp = Ids.path(id, "follow-up");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, followUp).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the follow-ups that you see",
            description =
                    "Newest first; Link leads to the next page. With from and to, those observed on these days, both"
                            + " included.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("arm") String arm,
            @QueryParam("event") String event,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new OutcomeList.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(arm, "arm", List.of("participants", "comparison")),
                Parameters.code(event, "event"),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.day(from, "from"),
                Parameters.day(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(
                read -> lists.followUps(read.sql(), caller, filter).map(rows -> filter.page()
                        .response(
                                rows,
                                OutcomeList.Listed::view,
                                OutcomeList.Listed::number,
                                "/follow-ups",
                                filter.parameters("event"))));
    }
}
