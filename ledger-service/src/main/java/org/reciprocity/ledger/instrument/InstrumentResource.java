package org.reciprocity.ledger.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
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
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Instruments over HTTP. */
@Path("/instruments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Instruments", description = "What scores are taken on, and by which rules")
public class InstrumentResource {
    private final InstrumentService service;
    private final Requests requests;
    private final Incoming incoming;

    InstrumentResource(InstrumentService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An instrument to register. */
    @Schema(
            name = "NewInstrument",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"belonging-5\","
                    + "\"title\":\"Belonging to the neighbourhood, five items\",\"minimum\":5,\"maximum\":25,\"step\":1,"
                    + "\"better\":\"higher\",\"cutOff\":12,\"cutOffSide\":\"below\",\"licence\":\"own-work\"}")
    public record NewInstrument(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(
                    description = "As measures name it; unique in the community whatever the case of its letters",
                    examples = "belonging-5")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(description = "What it is called: published, and never about a person")
            @NotNull
            @Pattern(regexp = TITLE, message = "1 to 120 characters without space at the ends")
            String title,

            @Schema(description = "The lowest score, which may be had") @NotNull @Digits(integer = 9, fraction = 6)
            BigDecimal minimum,

            @Schema(description = "The highest score, which may be had") @NotNull @Digits(integer = 9, fraction = 6)
            BigDecimal maximum,

            @Schema(description = "What scores are apart, from the minimum on; any when left out")
            @Positive
            @Digits(integer = 9, fraction = 6)
            BigDecimal step,

            @Schema(enumeration = {"higher", "lower"})
            @NotNull
            @Pattern(regexp = "higher|lower", message = "higher or lower")
            String better,

            @Schema(description = "Where attention is needed, with cutOffSide; nowhere when left out")
            @Digits(integer = 9, fraction = 6)
            BigDecimal cutOff,

            @Schema(
                    description = "Which side of it needs attention",
                    enumeration = {"at-or-above", "below"})
            @Pattern(regexp = "at-or-above|below", message = "at-or-above or below")
            String cutOffSide,

            @Schema(description = "On what terms it may be used, as a code", examples = "own-work")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String licence,

            @Schema(
                    description =
                            "Your own reference, unique among the instruments you registered for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    private static final String TITLE = "\\S(?:.{0,118}\\S)?";

    /** The questions whose answers are summed. */
    @Schema(name = "InstrumentItems")
    public record ItemsView(int count, int minimum, int maximum) {}

    /** An instrument. */
    @Schema(name = "Instrument")
    public record InstrumentView(
            @Schema(description = "Absent of a built-in instrument")
            UUID id,

            @Schema(description = "Absent of a built-in instrument, which every community has")
            UUID communityId,

            String code,
            String title,
            boolean builtIn,
            BigDecimal minimum,
            BigDecimal maximum,

            @Schema(description = "What scores are apart; absent where any may be had")
            BigDecimal step,

            @Schema(enumeration = {"higher", "lower"}) String better,

            BigDecimal cutOff,

            @Schema(enumeration = {"at-or-above", "below"}) String cutOffSide,

            @Schema(description = "On what terms it may be used")
            String licence,

            @Schema(description = "Absent where the score alone is taken")
            ItemsView items,

            @Schema(
                    description =
                            "The score of each sum of the items, from the lowest on; absent where the sum is the score")
            List<BigDecimal> conversion,

            @Schema(description = "The agency that registered it")
            UUID agencyId,

            @Schema(description = "Your own reference, where it is shown or listed; absent of what others registered")
            String externalRef,

            Instant recordedAt,
            Long version) {}

    /** A built-in instrument as it is shown. */
    static InstrumentView builtIn(Instrument instrument) {
        return view(instrument, null, null, null, null, null, null);
    }

    /** An instrument as it is shown; all but itself are null for a built-in one. */
    static InstrumentView view(
            Instrument instrument,
            UUID id,
            UUID community,
            UUID agency,
            String reference,
            Instant recordedAt,
            Long version) {
        var cutOff = instrument.cutOff();
        var items = instrument.items();
        return new InstrumentView(
                id,
                community,
                instrument.code(),
                instrument.title(),
                id == null,
                instrument.minimum(),
                instrument.maximum(),
                instrument.step(),
                instrument.better().wire(),
                cutOff == null ? null : cutOff.at(),
                cutOff == null ? null : cutOff.side().wire(),
                instrument.licence(),
                items == null ? null : new ItemsView(items.count(), items.minimum(), items.maximum()),
                instrument.conversion().isEmpty() ? null : instrument.conversion(),
                agency,
                reference,
                recordedAt,
                version);
    }

    @POST
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Register an instrument of a community",
            description =
                    "By a steward of an admitted agency. It does not change afterwards: scores are read by its rules.")
    @APIResponseSchema(value = InstrumentView.class, responseCode = "201")
    public Uni<Response> register(@NotNull @Valid NewInstrument body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.register(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{code}")
    @Operation(summary = "Show an instrument", description = "A built-in one, or one of the community.")
    @APIResponseSchema(InstrumentView.class)
    public Uni<Response> show(
            @Parameter(description = "The instrument's code, whatever the case of its letters") @PathParam("code")
                    String code,
            @QueryParam("communityId") String communityId) {
        var community = Ids.required(communityId, "communityId");
        if (!code.matches(Fields.CODE)) {
            throw Problem.notFound("instrument").exception();
        }
        var caller = incoming.caller();
        return requests.query(
                read -> service.find(read.sql(), caller, community, code).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the instruments of a community",
            description = "Its own, newest first, and after them the built-in ones; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var community = Ids.required(communityId, "communityId");
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new HashMap<String, Object>();
        filters.put("communityId", community);
        return requests.query(read -> service.list(read.sql(), caller, community, page)
                .map(rows -> page.response(
                        rows,
                        InstrumentService.Listed::view,
                        InstrumentService.Listed::number,
                        "/instruments",
                        filters)));
    }
}
