package org.reciprocity.ledger.casework;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.LinkedHashMap;
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

/** Cases over HTTP. */
@Path("/cases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Cases", description = "Referrals to programmes, what is agreed, the support given, and how it ended")
public class CaseResource {
    private static final List<String> STATES =
            List.of("referred", "declined", "accepted", "agreed", "completed", "breached", "withdrawn");

    private final CaseService service;
    private final Requests requests;
    private final Incoming incoming;

    CaseResource(CaseService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Somebody to refer. What led to it is a code, and never told in words. */
    @Schema(
            name = "NewCase",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"reason\":\"youth-court\","
                    + "\"couldGive\":[\"jury-duty\",\"tutoring\"],\"referredOn\":\"2026-04-20\","
                    + "\"failureElsewhere\":false,\"externalRef\":\"R-2026-118\"}")
    public record NewCase(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @NotNull UUID participantId,

            @Schema(description = "Why, as a code; never an offence or a diagnosis", examples = "youth-court")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason,

            @Schema(
                    description =
                            "What the participant could give, as skills; empty when nobody knows yet. The question"
                                    + " is always asked.")
            @NotNull
            @Size(max = 20)
            List<@NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS) String> couldGive,

            @Schema(
                    description = "On which day, where you know it: the case counts in its month, and a follow-up's"
                            + " months run from it. Not in the future. Left out, it counts when it is recorded")
            LocalDate referredOn,

            @Schema(
                    description = "Whether the need comes from something that failed elsewhere, such as a service that"
                            + " did not come; not when left out")
            Boolean failureElsewhere,

            @Schema(description = "Your own reference, unique among your cases for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** The programme's answer to a referral. */
    @Schema(name = "CaseDecision", examples = "{\"decision\":\"accepted\"}")
    public record Decision(
            @Schema(enumeration = {"accepted", "declined"})
            @NotNull
            @Pattern(regexp = "accepted|declined", message = "accepted or declined")
            String decision,

            @Schema(description = "Why it is declined, as a code; only then", examples = "no-place")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    /** What is agreed. */
    @Schema(
            name = "NewCaseAgreement",
            examples = "{\"dutyMinutes\":1200,\"training\":[\"restorative-practice\"],\"peopleHarmed\":1}")
    public record NewAgreement(
            @Schema(description = "Minutes that the participant gives, such as jury duty; 0 for none")
            @NotNull
            @Min(0)
            @Max(10_000_000)
            Long dutyMinutes,

            @Schema(description = "Codes of the training that goes with it") @NotNull @Size(max = 20)
            List<@NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS) String> training,

            @Schema(description = "How many people were harmed by what led to the case: the count alone")
            @NotNull
            @Min(0)
            @Max(1_000_000)
            Integer peopleHarmed) {}

    /** Money. */
    @Schema(name = "Money", examples = "{\"currency\":\"GBP\",\"pence\":4850}")
    public record MoneyBody(
            @Schema(description = "ISO 4217", examples = "GBP")
            @NotNull
            @Pattern(regexp = "[A-Z]{3}", message = "three capital letters, such as GBP")
            String currency,

            @Schema(description = "Whole hundredths of the currency's unit") @NotNull @Min(0) @Max(100_000_000_000L)
            Long pence) {

        static MoneyBody of(Case.Money money) {
            return new MoneyBody(money.currency(), money.pence());
        }

        Case.Money money() {
            return new Case.Money(currency, pence);
        }
    }

    /** Support to record. */
    @Schema(
            name = "NewCaseSupport",
            examples = "{\"from\":\"2026-04-01\",\"to\":\"2026-04-30\",\"unit\":\"home-visit\",\"quantity\":4,"
                    + "\"unitCost\":{\"currency\":\"GBP\",\"pence\":4850},"
                    + "\"counterfactualUnitCost\":{\"currency\":\"GBP\",\"pence\":9700},\"externalRef\":\"V-2026-04\"}")
    public record NewSupport(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @Schema(description = "The first day") @NotNull LocalDate from,

            @Schema(description = "The last day; not in the future") @NotNull
            LocalDate to,

            @Schema(description = "What is counted", examples = "home-visit")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String unit,

            @Schema(description = "How many") @NotNull @Min(1) @Max(1_000_000)
            Long quantity,

            @Schema(description = "What one cost") @NotNull @Valid
            MoneyBody unitCost,

            @Schema(description = "What one would have cost without the programme, in the same currency")
            @NotNull
            @Valid
            MoneyBody counterfactualUnitCost,

            @Schema(description = "Your own reference, unique among the support you record for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** The end of a case. */
    @Schema(name = "CaseClosure", examples = "{\"outcome\":\"completed\"}")
    public record Closure(
            @Schema(enumeration = {"completed", "breached", "withdrawn"})
            @NotNull
            @Pattern(regexp = "completed|breached|withdrawn", message = "completed, breached or withdrawn")
            String outcome) {}

    @POST
    @Operation(
            summary = "Refer a participant to a programme",
            description =
                    "A participant you may see, to a programme of its community. From then on the programme's agency"
                            + " sees the participant, unless it declines.")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Uni<Response> refer(@NotNull @Valid NewCase body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.refer(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a case",
            description = "For the agency that referred, the programme's agency, and the lead.")
    @APIResponseSchema(CaseView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var file = Ids.path(id, "case");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, file).map(Answer::response));
    }

    @GET
    @Operation(summary = "List the cases you may see", description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "Referred at this time or later; on a day that is told, when it began")
                    @QueryParam("from")
                    String from,
            @Parameter(description = "Referred before this time") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new CaseService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(state, "state", STATES),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.time(from, "from"),
                Parameters.time(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("programmeId", filter.programme());
        filters.put("participantId", filter.participant());
        filters.put("state", filter.state());
        filters.put("externalRef", filter.externalRef());
        filters.put("from", filter.from());
        filters.put("to", filter.to());
        return requests.query(read -> service.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(rows, CaseService.Listed::view, CaseService.Listed::number, "/cases", filters)));
    }

    @POST
    @Path("{id}/decision")
    @Operation(summary = "Accept or decline a referral", description = "By the programme's agency, or the lead.")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Uni<Response> decide(@PathParam("id") String id, @NotNull @Valid Decision body) {
        var file = Ids.path(id, "case");
        var call = incoming.call(body);
        return requests.command(call, write -> service.decide(write.sql(), call, file, body));
    }

    @POST
    @Path("{id}/agreement")
    @Operation(
            summary = "Record what is agreed",
            description = "By the programme's agency, or the lead. A later agreement replaces the one before.")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Uni<Response> agree(@PathParam("id") String id, @NotNull @Valid NewAgreement body) {
        var file = Ids.path(id, "case");
        var call = incoming.call(body);
        return requests.command(call, write -> service.agree(write.sql(), call, file, body));
    }

    @POST
    @Path("{id}/support")
    @Operation(summary = "Record support that was given", description = "By the programme's agency, or the lead.")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Uni<Response> support(@PathParam("id") String id, @NotNull @Valid NewSupport body) {
        var file = Ids.path(id, "case");
        var call = incoming.call(body);
        return requests.command(call, write -> service.support(write.sql(), call, file, body));
    }

    @POST
    @Path("{id}/closure")
    @Operation(
            summary = "Close a case",
            description = "By the programme's agency, or the lead; the agency that referred may withdraw it.")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Uni<Response> close(@PathParam("id") String id, @NotNull @Valid Closure body) {
        var file = Ids.path(id, "case");
        var call = incoming.call(body);
        return requests.command(call, write -> service.close(write.sql(), call, file, body));
    }
}
