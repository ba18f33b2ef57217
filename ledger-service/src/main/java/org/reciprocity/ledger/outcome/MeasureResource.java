package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Measures over HTTP. */
@Path("/measures")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Outcomes", description = "Scores, and use of services before and after")
public class MeasureResource {
    private final OutcomeService service;
    private final OutcomeList lists;
    private final Requests requests;
    private final Incoming incoming;

    MeasureResource(OutcomeService service, OutcomeList lists, Requests requests, Incoming incoming) {
        this.service = service;
        this.lists = lists;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A score to record. */
    @Schema(
            name = "NewMeasure",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"instrument\":\"SWEMWBS\","
                    + "\"wave\":0,\"arm\":\"participants\",\"score\":19.98,\"measuredOn\":\"2026-04-10\"}")
    public record NewMeasure(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @Schema(description = "Whose score it is, or else groupSize")
            UUID participantId,

            @Schema(description = "Of how many people it is the score, where only that is known")
            @Min(1)
            @Max(1_000_000)
            Integer groupSize,

            @Schema(description = "The instrument's code", examples = "SWEMWBS")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String instrument,

            @Schema(description = "0 for the baseline, n for the n-th follow-up") @NotNull @Min(0) @Max(1000)
            Integer wave,

            @Schema(enumeration = {"participants", "comparison"})
            @NotNull
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @NotNull @Digits(integer = 9, fraction = 6) BigDecimal score,

            @Schema(description = "The day where the community is; not in the future") @NotNull
            LocalDate measuredOn,

            @Schema(description = "Your own reference, unique among your measures for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** A score. */
    @Schema(name = "Measure")
    public record MeasureView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            UUID participantId,
            Integer groupSize,
            String instrument,
            int wave,
            String arm,
            BigDecimal score,
            LocalDate measuredOn,
            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Record a score",
            description = "Of a participant you may see; or of a group, by the programme's agency or the lead.")
    @APIResponseSchema(value = MeasureView.class, responseCode = "201")
    public Uni<Response> score(@NotNull @Valid NewMeasure body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.score(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a score")
    @APIResponseSchema(MeasureView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var measure = Ids.path(id, "measure");
        var caller = incoming.caller();
        return requests.query(read -> service.measure(read, caller, measure).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the scores that you see",
            description =
                    "Newest first; Link leads to the next page. With from and to, those measured on these days, both"
                            + " included.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("arm") String arm,
            @QueryParam("instrument") String instrument,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new OutcomeList.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(arm, "arm", List.of("participants", "comparison")),
                Parameters.code(instrument, "instrument"),
                Parameters.day(from, "from"),
                Parameters.day(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> lists.measures(read.sql(), caller, filter).map(rows -> filter.page()
                .response(
                        rows,
                        OutcomeList.Listed::view,
                        OutcomeList.Listed::number,
                        "/measures",
                        filter.parameters("instrument"))));
    }
}
