package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
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
import java.math.BigDecimal;
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
import org.reciprocity.ledger.request.RateLimits;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Measures over HTTP. */
@Path("/measures")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Outcomes", description = "Scores, use of services before and after, and whether events came about")
public class MeasureResource {
    /** The most scores of a wave. */
    private static final int MOST = 1000;

    private final MeasureService service;
    private final OutcomeList lists;
    private final Requests requests;
    private final RateLimits limits;
    private final Incoming incoming;

    MeasureResource(
            MeasureService service, OutcomeList lists, Requests requests, RateLimits limits, Incoming incoming) {
        this.service = service;
        this.lists = lists;
        this.requests = requests;
        this.limits = limits;
        this.incoming = incoming;
    }

    /** A score to record. */
    @Schema(
            name = "NewMeasure",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"instrument\":\"SWEMWBS\","
                    + "\"wave\":0,\"arm\":\"participants\",\"items\":[3,3,4,3,3,3,3],\"measuredOn\":\"2026-04-10\"}")
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

            @Schema(description = "The instrument's code, whatever the case of its letters", examples = "SWEMWBS")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String instrument,

            @Schema(description = "0 for the baseline, n for the n-th follow-up") @NotNull @Min(0) @Max(1000)
            Integer wave,

            @Schema(enumeration = {"participants", "comparison"})
            @NotNull
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @Schema(description = "The score; or else raw or items. Of a group, the mean of its people's scores")
            @Digits(integer = 9, fraction = 6)
            BigDecimal score,

            @Schema(
                    description =
                            "The sum of the items, where the instrument has them; it is converted where the instrument does")
            @Min(0)
            @Max(1_000_000)
            Integer raw,

            @Schema(description = "The answer to each item, in their order, where the instrument has them")
            @Size(max = 100)
            List<@NotNull @Min(0) @Max(1_000_000) Integer> items,

            @Schema(description = "The day where the community is; not in the future") @NotNull
            LocalDate measuredOn,

            @Schema(description = "Your own reference, unique among your measures for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** Scores of one wave to record, all of them or none. */
    @Schema(
            name = "NewMeasureWave",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\",\"instrument\":\"UCLA-3\","
                    + "\"wave\":0,\"arm\":\"participants\",\"measuredOn\":\"2026-04-10\",\"scores\":["
                    + "{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"score\":6},"
                    + "{\"participantId\":\"0198f000-0000-7000-8000-000000000022\",\"items\":[2,2,3]}]}")
    public record NewWave(
            @NotNull UUID programmeId,

            @Schema(description = "The instrument's code, whatever the case of its letters", examples = "UCLA-3")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String instrument,

            @Schema(description = "0 for the baseline, n for the n-th follow-up") @NotNull @Min(0) @Max(1000)
            Integer wave,

            @Schema(enumeration = {"participants", "comparison"})
            @NotNull
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @Schema(description = "The day where the community is; not in the future") @NotNull
            LocalDate measuredOn,

            @NotNull @Size(min = 1, max = MOST, message = "1 to 1,000 scores")
            List<@NotNull @Valid NewScore> scores) {}

    /** One score of a wave. */
    @Schema(name = "NewWaveScore")
    public record NewScore(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID participantId,

            @Schema(description = "The score; or else raw or items") @Digits(integer = 9, fraction = 6)
            BigDecimal score,

            @Schema(description = "The sum of the items") @Min(0) @Max(1_000_000)
            Integer raw,

            @Schema(description = "The answer to each item, in their order") @Size(max = 100)
            List<@NotNull @Min(0) @Max(1_000_000) Integer> items,

            @Schema(description = "Your own reference, unique among your measures for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** The scores of a wave that were recorded together, in the order in which they were sent. */
    @Schema(name = "MeasureWave")
    public record WaveView(List<MeasureView> measures) {}

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

            @Schema(
                    description =
                            "The sum of the items that was converted to the score; absent where nothing is converted")
            Integer raw,

            @Schema(enumeration = {"higher", "lower"}) String better,

            @Schema(
                    description =
                            "Whether the score lies on the side of the instrument's cut-off that needs attention; absent"
                                    + " where it has none, and for a group")
            Boolean beyondCutOff,

            LocalDate measuredOn,

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
            summary = "Record a score",
            description = "Of a participant you may see; or of a group, by the programme's agency or the lead.")
    @APIResponseSchema(value = MeasureView.class, responseCode = "201")
    public Uni<Response> score(@NotNull @Valid NewMeasure body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.score(write, call.caller(), body));
    }

    @POST
    @Path("waves")
    @Operation(
            summary = "Record the scores of a wave",
            description =
                    "Of participants you may see: all of them or none. A refusal names the score by index, its place"
                            + " from 0.")
    @APIResponseSchema(value = WaveView.class, responseCode = "201")
    public Uni<Response> wave(@NotNull @Valid NewWave body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        limits.charge(call.caller(), body.scores().size());
        return requests.command(call, write -> service.wave(write, call.caller(), body));
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            summary = "Withdraw a score",
            description =
                    "By the agency that recorded it, or the lead. It does not count any more, and another may take its"
                            + " place.")
    @APIResponseSchema(value = MeasureView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid NewWithdrawal body) {
        var measure = Ids.path(id, "measure");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.withdraw(write, call, measure, body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a score")
    @APIResponseSchema(MeasureView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var measure = Ids.path(id, "measure");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, measure).map(Answer::response));
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
                Parameters.code(instrument, "instrument"),
                Parameters.reference(externalRef, "externalRef"),
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
